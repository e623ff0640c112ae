"""Graphs written by hand, as exporters lay them out."""
import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

# What torch.onnx.export of PyTorch 2 writes when it isn't asked for another.
OPSET = 17
IR = 8

KINDS = {
    'float32': TensorProto.FLOAT, 'float64': TensorProto.DOUBLE, 'float16': TensorProto.FLOAT16,
    'bfloat16': TensorProto.BFLOAT16, 'string': TensorProto.STRING, 'bool': TensorProto.BOOL,
    'int8': TensorProto.INT8, 'int16': TensorProto.INT16, 'int32': TensorProto.INT32, 'int64': TensorProto.INT64,
    'uint8': TensorProto.UINT8, 'uint16': TensorProto.UINT16, 'uint32': TensorProto.UINT32,
    'uint64': TensorProto.UINT64,
}


def value(name, kind, shape):
    return helper.make_tensor_value_info(name, KINDS[kind], shape)


def constant(name, array):
    return numpy_helper.from_array(np.asarray(array), name)


def node(operator, inputs, outputs, **attributes):
    return helper.make_node(operator, inputs.split(), outputs.split(), **attributes)


def model(inputs, outputs, nodes, constants=(), opset=OPSET, ir=IR):
    """Names of inputs and outputs are apart by blanks in a node, so they have none themselves."""
    laid = helper.make_graph(nodes, 'main_graph', inputs, outputs, list(constants))
    made = helper.make_model(laid, opset_imports=[helper.make_opsetid('', opset)], ir_version=ir,
                             producer_name='contender')
    checker.check_model(made, full_check=True)
    return made
