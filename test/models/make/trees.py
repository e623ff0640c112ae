"""Forests and boosted trees of three libraries."""
import lightgbm
import numpy as np
import xgboost
from onnxmltools import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType as Floats
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.ensemble import GradientBoostingRegressor, RandomForestClassifier
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType

from kept import Kept, cases_of_floats
from learned import IRIS, ROWS, X, written

DIABETES = load_diabetes()
CANCER = load_breast_cancer()
SMALL = {'n_estimators': 10, 'max_depth': 3, 'random_state': 0, 'n_jobs': 1}
QUIET = {'verbose': -1, 'deterministic': True}


def models():
    flowers, patients = cases_of_floats('X', ROWS), cases_of_floats('X', DIABETES.data[:5])
    yield Kept('forest', 'RandomForestClassifier of ten trees, zipmap=False',
               written(RandomForestClassifier(**SMALL).fit(X, IRIS.target), False), flowers)
    yield Kept('boosting', 'GradientBoostingRegressor of scikit-learn', boosting(), patients)
    yield forest_of_100()
    flowers, patients = cases_of_floats('input', ROWS), cases_of_floats('input', DIABETES.data[:5])
    yield Kept('xgboost-classifier', 'XGBClassifier, three classes', by_xgboost(
        xgboost.XGBClassifier(**SMALL).fit(X, IRIS.target), 4), flowers)
    yield Kept('xgboost-regressor', 'XGBRegressor', by_xgboost(
        xgboost.XGBRegressor(**SMALL).fit(DIABETES.data, DIABETES.target), 10), patients)
    yield Kept('lightgbm-classifier', 'LGBMClassifier, three classes, zipmap=False', by_lightgbm(
        lightgbm.LGBMClassifier(**SMALL, **QUIET).fit(X, IRIS.target), 4, False), flowers)
    yield Kept('lightgbm-classifier-zipmap', 'The same as onnxmltools writes it by default', by_lightgbm(
        lightgbm.LGBMClassifier(**SMALL, **QUIET).fit(X, IRIS.target), 4, True), flowers)
    yield Kept('lightgbm-regressor', 'LGBMRegressor', by_lightgbm(
        lightgbm.LGBMRegressor(**SMALL, **QUIET).fit(DIABETES.data, DIABETES.target), 10, True), patients)


def boosting():
    learner = GradientBoostingRegressor(n_estimators=20, random_state=0)
    learner.fit(DIABETES.data.astype(np.float32), DIABETES.target)
    return to_onnx(learner, initial_types=[('X', FloatTensorType([None, 10]))])


def forest_of_100():
    """For the benches: thirty features, as the MLP."""
    rows = CANCER.data.astype(np.float32)
    learner = RandomForestClassifier(n_estimators=100, max_depth=6, random_state=0).fit(rows, CANCER.target)
    model = to_onnx(learner, initial_types=[('X', FloatTensorType([None, 30]))], options={id(learner): {'zipmap': False}})
    return Kept('forest-100', 'RandomForestClassifier of a hundred trees, for the benches', model,
                cases_of_floats('X', rows[:5]))


def by_xgboost(learner, width):
    """Named, for otherwise the graph's name is chance."""
    return convert_xgboost(learner, 'xgboost', [('input', Floats([None, width]))])


def by_lightgbm(learner, width, zipmap):
    return convert_lightgbm(learner, 'lightgbm', [('input', Floats([None, width]))], zipmap=zipmap)
