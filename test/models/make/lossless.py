"""Values as JSON that loses nothing: floats as the base64 of their little-endian bytes, whole numbers of 64 bits as
text, the others as they are. A map for each row, which ZipMap gives, is its keys and a matrix of its values; without rows nobody can tell the keys."""
from base64 import b64encode

import numpy as np

NAMES = {'object': 'string', 'str': 'string'}


def lossless(value):
    if not isinstance(value, list):
        return of_tensor(np.asarray(value))
    if any(isinstance(each, np.ndarray) for each in value):
        return {'type': 'list', 'tensors': [of_tensor(each) for each in value]}
    return of_maps(value)


def of_maps(rows):
    keys = list(rows[0]) if rows else []
    if any(list(row) != keys for row in rows):
        raise SystemExit('the maps of two rows have different keys')
    kind = np.int64 if all(isinstance(key, int) for key in keys) else object
    values = np.array([list(row.values()) for row in rows], np.float32).reshape(len(rows), len(keys))
    return {'type': 'maps', 'keys': of_tensor(np.array(keys, kind)), 'values': of_tensor(values)}


def of_tensor(value):
    kind = 'string' if value.dtype.kind in 'OUST' else value.dtype.name
    return {'type': kind, 'shape': list(value.shape), **content(kind, value)}


def content(kind, value):
    if kind.endswith('int64'):
        return {'values': [str(each) for each in value.reshape(-1).tolist()]}
    if 'float' in kind:
        return {'base64': b64encode(np.ascontiguousarray(value).astype(value.dtype.newbyteorder('<')).tobytes()).decode()}
    return {'values': value.reshape(-1).tolist()}
