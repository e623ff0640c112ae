import { readFileSync } from 'node:fs'
import { type Opening, openModel } from '../../../src/onnx/opening.ts'
import { datatypeOf, typeOf } from '../../../src/onnx/types.ts'
import type { Values } from '../../../src/protocol/datatypes.ts'
import type { Tensor } from '../../../src/protocol/tensor.ts'
import { kept } from '../../models/models.ts'
import type { TensorOf } from '../../models/tensors.ts'

/** As the server opens a model; that it dies is a failure of the test. */
export const usual: Opening = {
  mostRows: 32,
  threads: 1,
  signal: new AbortController().signal,
  died: (why) => {
    throw why
  },
}

export const bytesOf = (name: string): Uint8Array => readFileSync(kept(name).path)

export const open = (bytes: Uint8Array, opening: Partial<Opening> = {}) =>
  openModel(bytes, { ...usual, ...opening })

/** A tensor of the test models in the words of the protocol. */
export function sent(name: string, { type, shape, values }: TensorOf): Tensor {
  const datatype = datatypeOf(type)
  if (datatype === undefined) throw new RangeError(`there is no ${type} in the protocol`)
  return { name, datatype, shape, values: (type === 'string' ? [...values] : values) as Values }
}

/** The other way round. */
export function got({ datatype, shape, values }: Tensor): TensorOf {
  return { type: typeOf[datatype], shape, values } as TensorOf
}

export const floats = (name: string, shape: readonly number[], ...values: readonly number[]) =>
  ({ name, datatype: 'FP32', shape, values: Float32Array.from(values) }) satisfies Tensor
