"""ONNX Runtime inside MLServer, which has none of its own: in the process that answers, one thread, no copy that could be spared."""
import numpy as np
import onnxruntime
from mlserver import MLModel
from mlserver.codecs import StringCodec
from mlserver.errors import InferenceError
from mlserver.types import InferenceRequest, InferenceResponse, MetadataTensor, ResponseOutput

TYPES = {
    'tensor(bool)': ('BOOL', np.bool_), 'tensor(string)': ('BYTES', np.object_),
    'tensor(float16)': ('FP16', np.float16), 'tensor(float)': ('FP32', np.float32), 'tensor(double)': ('FP64', np.float64),
    'tensor(int8)': ('INT8', np.int8), 'tensor(int16)': ('INT16', np.int16),
    'tensor(int32)': ('INT32', np.int32), 'tensor(int64)': ('INT64', np.int64),
    'tensor(uint8)': ('UINT8', np.uint8), 'tensor(uint16)': ('UINT16', np.uint16),
    'tensor(uint32)': ('UINT32', np.uint32), 'tensor(uint64)': ('UINT64', np.uint64),
}
ARRAYS = dict(TYPES.values())
NAMES = {np.dtype(kind): name for name, kind in TYPES.values()}


class OnnxModel(MLModel):
    async def load(self):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        path = self.settings.parameters.uri
        self.session = onnxruntime.InferenceSession(path, options, providers=['CPUExecutionProvider'])
        self.names = [output.name for output in self.session.get_outputs()]
        self.inputs = [described(each) for each in self.session.get_inputs()]
        self.outputs = [described(each) for each in self.session.get_outputs()]
        return True

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        names = [output.name for output in payload.outputs] if payload.outputs else self.names
        try:
            found = self.session.run(names, {each.name: array_of(each) for each in payload.inputs})
        except Exception as cause:  # ONNX Runtime's have no class in common; without this each would be answered 500
            raise InferenceError(str(cause)) from cause
        outputs = [answered(name, value) for name, value in zip(names, found)]
        return InferenceResponse(id=payload.id, model_name=self.name, model_version=self.version, outputs=outputs)


def described(slot):
    datatype = TYPES.get(slot.type, ('BYTES',))[0]
    return MetadataTensor(name=slot.name, datatype=datatype, shape=[n if isinstance(n, int) else -1 for n in slot.shape])


def array_of(given):
    if given.datatype == 'BYTES':
        return np.array(StringCodec.decode_input(given), np.object_).reshape(given.shape)
    return np.array(given.data.root, ARRAYS[given.datatype]).reshape(given.shape)


def answered(name, value):
    if value.dtype.kind in 'OUS':
        return ResponseOutput(name=name, datatype='BYTES', shape=list(value.shape), data=value.ravel().tolist())
    return ResponseOutput(name=name, datatype=NAMES[value.dtype], shape=list(value.shape), data=value.ravel().tolist())
