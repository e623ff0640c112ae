"""What scikit-learn learns from the irises, as skl2onnx writes it."""
import numpy as np
from sklearn.cluster import KMeans
from sklearn.datasets import load_iris, make_regression
from sklearn.ensemble import IsolationForest
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.svm import SVC
from skl2onnx import to_onnx
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType

from kept import Kept, cases_of_floats

IRIS = load_iris()
X = IRIS.data.astype(np.float32)
NAMED = IRIS.target_names[IRIS.target]
ROWS = X[[0, 50, 100, 70, 133]]


def logistic(y=IRIS.target):
    return LogisticRegression(max_iter=500).fit(X, y)


def written(learner, zipmap=None, **more):
    """With zipmap=None as somebody writes it who sets no options at all: then a classifier ends in ZipMap."""
    options = {} if zipmap is None else {'options': {id(learner): {'zipmap': zipmap}}}
    types = [('X', FloatTensorType([None, 4]))]
    return to_onnx(learner, initial_types=types, **options, **more)


def iris(name, about, model):
    return Kept(name, about, model, cases_of_floats('X', ROWS))


def models():
    yield iris('logistic-zipmap', 'LogisticRegression as skl2onnx writes it by default: probabilities as maps',
               written(logistic()))
    yield iris('logistic', 'The same with zipmap=False: label and probabilities as tensors', written(logistic(), False))
    yield iris('logistic-columns', 'The same with zipmap="columns": one output for each class',
               written(logistic(), 'columns'))
    yield iris('logistic-words-zipmap', 'Labels are words; maps from words', written(logistic(NAMED)))
    yield iris('logistic-words', 'Labels are words, zipmap=False', written(logistic(NAMED), False))
    yield iris('logistic-two', 'Two classes, zipmap=False', written(logistic(IRIS.target == 2), False))
    yield iris('svc', 'SVC(probability=True), zipmap=False', written(svc(), False))
    yield iris('kmeans', 'KMeans: a label, and distances to each centre', written(kmeans()))
    yield iris('isolation-forest', 'IsolationForest: label [N,1] and score [N,1]',
               written(IsolationForest(n_estimators=10, max_samples=32, random_state=0).fit(X), target_opset={'': 18, 'ai.onnx.ml': 3}))
    yield linear('linear-two', 'LinearRegression with two targets', np.float32, FloatTensorType)
    yield linear('linear-double', 'The same in FP64', np.float64, DoubleTensorType)


def svc():
    return SVC(probability=True, random_state=0).fit(X, IRIS.target)


def kmeans():
    return KMeans(n_clusters=3, n_init=1, random_state=0).fit(X)


def linear(name, about, dtype, kind):
    x, y = make_regression(n_samples=60, n_features=3, n_targets=2, random_state=0)
    learner = LinearRegression().fit(x.astype(dtype), y)
    model = to_onnx(learner, initial_types=[('X', kind([None, 3]))])
    return Kept(name, about, model, cases_of_floats('X', x[:5], dtype))
