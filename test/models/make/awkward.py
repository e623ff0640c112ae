"""Models that a server must not take for what they look like."""
import numpy as np
from onnx import TensorProto, helper

from graph import constant, model, node, value
from kept import Kept, cases_of_floats


def models():
    yield several()
    yield vector()
    yield scalar()
    yield lookup()
    yield default_input()
    yield optional_input()
    yield across_rows()
    yield rows_to_one()
    yield list_of_tensors()
    yield no_inputs()


def several():
    made = model(
        [value('x', 'float32', ['batch', 3])],
        [value('doubled', 'float32', ['batch', 3]), value('best', 'int64', ['batch']),
         value('positive', 'bool', ['batch', 3]), value('count', 'int32', ['batch', 1])],
        [node('Add', 'x x', 'doubled'),
         node('ArgMax', 'x', 'best', axis=1, keepdims=0),
         node('Greater', 'x zero', 'positive'),
         node('Cast', 'positive', 'ones', to=TensorProto.INT32),
         node('ReduceSum', 'ones one', 'count', keepdims=1)],
        [constant('zero', np.float32(0)), constant('one', np.array([1]))])
    return Kept('several-outputs', 'Four outputs of four types: FP32, INT64 [N], BOOL, INT32', made,
                cases_of_floats('x', [[1, -2, 3], [0, 0, 0], [-1, -5, -3]]))


def vector():
    made = model([value('x', 'float32', [4])], [value('total', 'float32', [])],
                 [node('ReduceSum', 'x', 'total', keepdims=0)])
    return Kept('vector', 'Takes a vector of four and answers a scalar: no batch dimension at all', made, {
        'vector': {'x': np.array([1, 2, 3, 4.5], np.float32)},
        'odd numbers': {'x': np.array([1, 2, -np.inf, 4], np.float32)},
        'another width': {'x': np.array([1, 2, 3], np.float32)},
    })


def scalar():
    made = model([value('x', 'float64', [])], [value('root', 'float64', [])], [node('Sqrt', 'x', 'root')])
    return Kept('scalar', 'A scalar in, a scalar out', made, {
        'two': {'x': np.array(2.0)}, 'below zero': {'x': np.array(-1.0)}, 'a vector': {'x': np.array([1.0])},
    })


def lookup():
    made = model([value('place', 'int64', ['batch', 1])], [value('word', 'string', ['batch', 1])],
                 [node('Gather', 'words place', 'word', axis=0)],
                 [helper.make_tensor('words', TensorProto.STRING, [3], [b'low', b'middle', 'höchst'.encode()])])
    column = lambda *places: {'place': np.array(places, np.int64).reshape(-1, 1)}
    return Kept('lookup', 'Looks a word up; fails at run time for a place that is not there, and then for all rows', made, {
        'rows': column(0, 2, 1, -3), 'one row': column(1), 'no rows': column(),
        'a bad row': column(0, 7, 1), 'another': column(-4),
    })


def default_input():
    """Until IR 4 every initializer had to be an input; since then such an input may be left out."""
    made = model([value('x', 'float32', ['batch', 2]), value('scale', 'float32', [1])],
                 [value('y', 'float32', ['batch', 2])], [node('Mul', 'x scale', 'y')],
                 [constant('scale', np.array([10], np.float32))])
    x = np.array([[1, 2], [3, 4]], np.float32)
    return Kept('default-input', 'An input that has a default: an initializer of the same name', made,
                {'left out': {'x': x}, 'given': {'x': x, 'scale': np.array([-1], np.float32)}})


def optional_input():
    absent = helper.make_graph([node('Constant', '', 'none', value=constant('', np.array([[0.5]], np.float32)))],
                               'absent', [], [value('none', 'float32', None)])
    present = helper.make_graph([node('OptionalGetElement', 'maybe', 'some')], 'present', [],
                                [value('some', 'float32', None)])
    optional = helper.make_tensor_type_proto(TensorProto.FLOAT, ['batch', 1])
    made = model(
        [value('x', 'float32', ['batch', 1]),
         helper.make_value_info('maybe', helper.make_optional_type_proto(optional))],
        [value('y', 'float32', ['batch', 1])],
        [node('OptionalHasElement', 'maybe', 'has'),
         node('If', 'has', 'chosen', then_branch=present, else_branch=absent),
         node('Mul', 'x chosen', 'y')], opset=18)
    x = np.array([[1], [2]], np.float32)
    return Kept('optional-input', 'An input of type optional(tensor)', made,
                {'given': {'x': x, 'maybe': np.array([[3], [4]], np.float32)}, 'absent': {'x': x, 'maybe': None}})


def across_rows():
    made = model([value('x', 'float32', ['batch', 2])], [value('y', 'float32', ['batch', 2])],
                 [node('ReduceMean', 'x', 'mean', axes=[0], keepdims=1), node('Sub', 'x mean', 'y')])
    return Kept('across-rows', 'Subtracts the mean over the batch: a row has another answer in other company', made,
                cases_of_floats('x', [[1, 2], [3, 4], [5, 9]]))


def rows_to_one():
    made = model([value('x', 'float32', ['batch', 2])], [value('y', 'float32', [1, 2])],
                 [node('ReduceMax', 'x', 'y', axes=[0], keepdims=1)])
    return Kept('rows-to-one', 'Whatever the batch, one row comes out', made,
                cases_of_floats('x', [[1, 2], [3, 4], [5, 0]]))


def list_of_tensors():
    made = model([value('x', 'float32', ['batch', 2])],
                 [helper.make_tensor_sequence_value_info('rows', TensorProto.FLOAT, None), value('y', 'float32', ['batch', 2])],
                 [node('SplitToSequence', 'x', 'rows', axis=0), node('Neg', 'x', 'y')])
    return Kept('tensor-list', 'One output is a list of tensors, the other a tensor', made, {
        'rows': {'x': np.array([[1, 2], [3, 4]], np.float32)}})


def no_inputs():
    made = model([], [value('version', 'int64', [1])], [node('Identity', 'seven', 'version')],
                 [constant('seven', np.array([7]))])
    return Kept('no-inputs', 'Takes nothing, answers 7', made, {'nothing': {}})
