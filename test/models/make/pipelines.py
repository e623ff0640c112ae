"""Pipelines of scikit-learn: columns of different types, each an input of its own, and text."""
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType, StringTensorType

from kept import Kept, ODD

COLOURS = ('red', 'green', 'blå', '')


def models():
    yield mixed('mixed', 'A ColumnTransformer over words, whole numbers and floats, each an input [N,1]; zipmap=False', False)
    yield mixed('mixed-zipmap', 'The same as skl2onnx writes it by default', None)
    yield text()


def table(n=120):
    chance = np.random.default_rng(7)
    return pd.DataFrame({
        'colour': chance.choice(COLOURS, n),
        'visits': chance.integers(0, 40, n),
        'mean price (€)': chance.normal(10, 3, n).astype(np.float32),
    })


def mixed(name, about, zipmap):
    rows = table()
    bought = (rows['visits'] * (rows['colour'] == 'red') + rows['mean price (€)'] > 18).map({True: 'yes', False: 'no'})
    columns = ColumnTransformer([
        ('word', OneHotEncoder(handle_unknown='ignore'), ['colour']),
        ('count', StandardScaler(), ['visits']),
        ('price', make_pipeline(SimpleImputer(), StandardScaler()), ['mean price (€)']),
    ])
    learner = Pipeline([('columns', columns), ('learner', LogisticRegression())]).fit(rows, bought)
    options = {} if zipmap is None else {'options': {id(learner): {'zipmap': zipmap}}}
    types = [('colour', StringTensorType([None, 1])), ('visits', Int64TensorType([None, 1])),
             ('mean price (€)', FloatTensorType([None, 1]))]
    model = to_onnx(learner, initial_types=types, **options)
    names = [given.name for given in model.graph.input]  # skl2onnx has changed the last one
    odd = pd.DataFrame({
        'colour': ['purple', '', 'blå', '\U0001f7e5', 'red ', 'red'],
        'visits': [0, -1, 2**31, -2**63, 2**63 - 1, 2**53 + 1],
        'mean price (€)': np.array(ODD, np.float32),
    })
    cases = {'rows': rows[6:12], 'one row': rows[1:2], 'no rows': rows[:0], 'odd values': odd}
    return Kept(name, about, model, {case: dict(zip(names, columns_of(some))) for case, some in cases.items()})


def columns_of(rows):
    """Each column as a matrix of one column."""
    kinds = {'colour': object, 'visits': np.int64, 'mean price (€)': np.float32}
    return [rows[[name]].to_numpy(kind) for name, kind in kinds.items()]


def text():
    """With lowercase=True, the default, skl2onnx asks for the locale en_US.UTF-8, which containers don't have, and ONNX
    Runtime then refuses the model as a whole."""
    said = ['good fast service', 'slow and bad', 'bad service', 'very good', 'fast', 'slow slow food', 'good food', 'bad']
    learner = make_pipeline(TfidfVectorizer(lowercase=False), LogisticRegression()).fit(said, [1, 0, 0, 1, 1, 0, 1, 0])
    model = to_onnx(learner, initial_types=[('text', StringTensorType([None, 1]))],
                    options={id(learner): {'zipmap': False}})
    column = lambda *words: {'text': np.array(words, object).reshape(-1, 1)}
    return Kept('text', 'Words to counts to a class: TfidfVectorizer before a LogisticRegression', model, {
        'rows': column(*said[:4]),
        'one row': column('good'),
        'odd values': column('', 'GOOD', 'schön, sehr schön', '\U0001f600 good', 'bad\tbad\nbad', 'x' * 300),
    })
