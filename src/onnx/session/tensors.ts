import { Tensor as RuntimeTensor } from 'onnxruntime-node'
import type { Values } from '../../protocol/datatypes.ts'
import type { Tensor } from '../../protocol/tensor.ts'
import { datatypeOf, typeOf } from '../types.ts'

/** A tensor as the runtime takes it: a view of the same values, but for truth values that aren't 0 or 1. */
export function given({ datatype, shape, values }: Tensor): RuntimeTensor {
  const type = typeOf[datatype]
  const dimensions = shape as number[] // it is read only
  if (type === 'bool') return new RuntimeTensor(type, truth(values as Uint8Array), dimensions)
  const tensor = new RuntimeTensor(type, values as never, dimensions)
  // The library keeps FP16 as a Float16Array, in which its native part sees no bytes.
  return type === 'float16' ? Object.defineProperty(tensor, 'data', { value: values }) : tensor
}

/** What the runtime gives, which is its own copy of what the model has computed. */
export function taken(name: string, tensor: RuntimeTensor | undefined): Tensor {
  const datatype = datatypeOf(tensor?.type ?? '')
  if (tensor === undefined || datatype === undefined) throw new TypeError(`no output ${name}`)
  return { name, datatype, shape: tensor.dims, values: plain(tensor.type, tensor.data) }
}

function plain(type: string, data: RuntimeTensor['data']): Values {
  if (type === 'bool') return truth(data as Uint8Array)
  if (type !== 'float16') return data as Values
  const { buffer, byteOffset, length } = data as Uint16Array
  return new Uint16Array(buffer, byteOffset, length)
}

/** Operators take any byte for true, and then compute with it. */
function truth(values: Uint8Array): Uint8Array {
  return values.some((value) => value > 1) ? values.map((value) => Math.min(value, 1)) : values
}
