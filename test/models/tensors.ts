/** Each type that onnxruntime-node knows, by its name for it, and what holds such values. FP16 is held as its bits. */
const arrays = {
  float16: Uint16Array,
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
} as const

export type Numeric = keyof typeof arrays
export type Numbers = InstanceType<(typeof arrays)[Numeric]>

export type TensorOf = { readonly shape: readonly number[] } & (
  | { readonly type: 'string'; readonly values: readonly string[] }
  | { readonly type: Numeric; readonly values: Numbers }
)

/** The form in expected/*.json, which make/lossless.py writes. */
export type WrittenTensor = { readonly shape: readonly number[] } & (
  | { readonly type: 'string'; readonly values: readonly string[] }
  | { readonly type: Numeric; readonly base64: string }
  | { readonly type: Numeric; readonly values: readonly (number | string | boolean)[] }
)

export function decoded(written: WrittenTensor): TensorOf {
  const { shape, type } = written
  if (type === 'string') return { shape, type, values: written.values }
  const values =
    'base64' in written
      ? viewOf(type, Buffer.from(written.base64, 'base64'))
      : ofNumbers(type, written.values)
  return { shape, type, values }
}

/** Little-endian bytes as values; where they lie askew, of a copy. */
export function viewOf(type: Numeric, bytes: Uint8Array): Numbers {
  const Values = arrays[type]
  const straight = bytes.byteOffset % Values.BYTES_PER_ELEMENT === 0
  const { buffer, byteOffset, byteLength } = straight ? bytes : Uint8Array.from(bytes)
  return new Values(buffer as ArrayBuffer, byteOffset, byteLength / Values.BYTES_PER_ELEMENT)
}

function ofNumbers(type: Numeric, values: readonly (number | string | boolean)[]): Numbers {
  if (type === 'int64') return BigInt64Array.from(values.map(BigInt))
  if (type === 'uint64') return BigUint64Array.from(values.map(BigInt))
  return new arrays[type](values.map(Number))
}
