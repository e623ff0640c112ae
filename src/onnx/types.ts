import type { Datatype } from '../protocol/datatypes.ts'

/** What ONNX Runtime calls the datatypes of the protocol. */
export const typeOf = {
  BOOL: 'bool',
  UINT8: 'uint8',
  UINT16: 'uint16',
  UINT32: 'uint32',
  UINT64: 'uint64',
  INT8: 'int8',
  INT16: 'int16',
  INT32: 'int32',
  INT64: 'int64',
  FP16: 'float16',
  FP32: 'float32',
  FP64: 'float64',
  BYTES: 'string',
} as const satisfies { readonly [datatype in Datatype]: string }

const datatypes = Object.entries(typeOf) as readonly (readonly [Datatype, string])[]

export const datatypeOf = (type: string): Datatype | undefined =>
  datatypes.find(([, own]) => own === type)?.[0]
