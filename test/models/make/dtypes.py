"""One model for each type of value, that gives back what it gets; and sums of whole numbers."""
import numpy as np

from graph import model, node, value
from kept import Kept

FLOATS = ('float16', 'float32', 'float64')
INTEGERS = ('int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64')
WORDS = ['', 'a', 'Grüße', '\U0001f600', '日本', ' \t\r\n"\\', 'e\u0301', '\ufeff', '\u202eא', '0', 'null', 'x' * 100]


def models():
    for kind in FLOATS:
        yield identity(kind, floats(np.finfo(kind)).astype(kind))
    yield unspoken('bfloat16')
    for kind in INTEGERS:
        yield identity(kind, whole(kind))
    yield identity('bool', np.array([True, False, False, True]).reshape(2, 2))
    yield identity('string', np.array(WORDS, object).reshape(-1, 2))
    yield add_int64()


def identity(kind, rows):
    made = model([value('x', kind, ['batch', rows.shape[1]])], [value('y', kind, ['batch', rows.shape[1]])],
                 [node('Identity', 'x', 'y')])
    return Kept(f'identity-{kind}', f'Gives back the {kind} that it gets', made,
                {'rows': {'x': rows}, 'one row': {'x': rows[1:2]}, 'no rows': {'x': rows[:0]}})


def unspoken(kind):
    """Without cases: onnxruntime takes no such values in Python either."""
    made = model([value('x', kind, ['batch', 2])], [value('y', kind, ['batch', 2])], [node('Identity', 'x', 'y')])
    return Kept(f'identity-{kind}', f'Would give back the {kind} that it gets, which nobody can give to it', made)


def floats(kind):
    """All that is special, the largest and the smallest, and 0.1, of which no format has all the digits."""
    with np.errstate(over='ignore'):
        return np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, kind.max, kind.min, kind.smallest_normal,
                         kind.smallest_subnormal, -kind.smallest_subnormal, 0.1, -1.5], np.float64).reshape(-1, 2)


def whole(kind):
    """Both ends; of 64 bits also what a double can't hold."""
    ends = np.iinfo(kind)
    more = [2**53 + 1, 2**63 - 1] if ends.bits == 64 else [1, 2]
    less = [-(2**53) - 1, 2**53 - 1] if kind == 'int64' else [3, 4]
    return np.array([ends.min, ends.max, 0, 1, *more, *less], kind).reshape(-1, 2)


def add_int64():
    made = model([value('a', 'int64', ['batch', 1]), value('b', 'int64', ['batch', 1])],
                 [value('sum', 'int64', ['batch', 1])], [node('Add', 'a b', 'sum')])
    column = lambda *numbers: np.array(numbers, np.int64).reshape(-1, 1)
    return Kept('add-int64', 'a + b, beyond 2^53 and around the end', made, {
        'rows': {'a': column(2**53, 2**62, -(2**53), 2**63 - 1, 1), 'b': column(1, 1, -2, 1, 2)},
        'no rows': {'a': column(), 'b': column()},
    })
