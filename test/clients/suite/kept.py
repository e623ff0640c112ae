"""The models of test/models and the cases that are kept with them, as numpy has them."""
import base64
import functools
import json
import os
from pathlib import Path

import numpy as np

FOLDER = Path(os.environ['CLIENTS_MODELS'])
SERVED = os.environ['CLIENTS_SERVED'].split(',')
DATATYPES = {
    'bool': 'BOOL', 'string': 'BYTES', 'float16': 'FP16', 'float32': 'FP32', 'float64': 'FP64',
    'int8': 'INT8', 'int16': 'INT16', 'int32': 'INT32', 'int64': 'INT64',
    'uint8': 'UINT8', 'uint16': 'UINT16', 'uint32': 'UINT32', 'uint64': 'UINT64',
}
# ONNX Runtime takes a vector for a scalar, and an input that no model declares; a server that does is no more right than one that doesn't.
STRICTER = [('scalar', 'a vector'), ('default-input', 'given')]


@functools.cache
def cases(model):
    """Of one model, by name: {'inputs': arrays by name, 'outputs': the same} or 'fails' or 'aborts'."""
    written = json.loads((FOLDER / 'expected' / f'{model}.json').read_text(encoding='utf-8'))
    return {case['name']: read(case) for case in written['cases']}


def read(case):
    found = {'inputs': arrays(case['inputs'])}
    if 'outputs' in case:
        return {**found, 'outputs': arrays(case['outputs'])}
    return {**found, ('aborts' if case.get('aborts') else 'fails'): True}


def arrays(tensors):
    return {name: array(tensor) for name, tensor in tensors.items() if tensor is not None}


def array(tensor):
    """What ZipMap gives comes over this protocol as the matrix that it was made from."""
    if tensor['type'] == 'maps':
        return array(tensor['values'])
    kind = np.dtype(object if tensor['type'] == 'string' else tensor['type'])
    if 'base64' in tensor:
        flat = np.frombuffer(base64.b64decode(tensor['base64']), kind.newbyteorder('<')).astype(kind)
    else:
        flat = np.array([int(each) if kind.kind in 'iu' else each for each in tensor['values']], kind)
    return flat.reshape(tensor['shape'])


def datatype(value):
    return DATATYPES['string' if value.dtype == object else value.dtype.name]


def every(kind):
    """(model, case) of all that are served, of one kind of answer, whose inputs have elements and which a server should take."""
    return [(model, name) for model in SERVED for name, case in cases(model).items()
            if kind in case and not is_empty(case) and (model, name) not in STRICTER]


def every_empty():
    return [(model, name) for model in SERVED for name, case in cases(model).items() if is_empty(case)]


def is_empty(case):
    return any(value.size == 0 for value in case['inputs'].values())


def texts(value):
    """Binary BYTES come as bytes, those of JSON as str."""
    if value.dtype != object:
        return value
    decoded = [each.decode() if isinstance(each, bytes) else each for each in value.ravel()]
    return np.array(decoded, object).reshape(value.shape)


def check(found, expected):
    """Whole numbers, truth values and text are the same; floats as near as the order of a sum allows."""
    found = texts(found)
    assert found.shape == expected.shape
    if expected.dtype.kind != 'f':
        assert found.tolist() == expected.tolist()
        return
    tolerance = 2e-3 if expected.dtype == np.float16 else 1e-5
    np.testing.assert_allclose(found.astype(np.float64), expected.astype(np.float64), tolerance, tolerance)


def check_same(found, expected):
    """To the last bit, but that one NaN is as good as another."""
    found = texts(found)
    assert (found.shape, found.dtype) == (expected.shape, expected.dtype)
    if expected.dtype.kind != 'f':
        assert found.tolist() == expected.tolist()
        return
    unsigned = f'u{expected.dtype.itemsize}'
    is_nan = np.isnan(expected)
    assert np.isnan(found).tolist() == is_nan.tolist()
    assert found[~is_nan].view(unsigned).tolist() == expected[~is_nan].view(unsigned).tolist()
