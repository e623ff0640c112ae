import type { Json } from '../../../api/json.ts'
import type { FieldSchema } from '../field-schema.ts'
import { quantityRefusals, readQuantity } from '../quantities.ts'
import { readBase64 } from './base64.ts'
import { goTypeNameOf } from './go-types.ts'
import { readTime } from './times.ts'

/** A value as the server would write it; else what it says, or the type that it wanted. */
type Scalar = { readonly value: Json } | { readonly refused: string } | { readonly wanted: string }

export function readScalar(value: Json, schema: FieldSchema): Scalar {
  const read = Object.hasOwn(readers, schema.format ?? '')
    ? readers[schema.format ?? '']
    : undefined
  if (read) return read(value, schema)
  if (schema['x-kubernetes-int-or-string']) return readIntOrString(value)
  const isFit = typeof value === schema.type && typeof value !== 'object'
  return isFit ? { value } : { wanted: goTypeNameOf(schema) }
}

const readers: { readonly [format: string]: (value: Json, schema: FieldSchema) => Scalar } = {
  int32: (value) => readInteger(value, 'int32', 2n ** 31n),
  int64: (value) => readInteger(value, 'int64', 2n ** 63n),
  quantity: readAmount,
  'date-time': (value) => ofText(value, (text) => readTime(text, 0)),
  'micro-time': (value) => ofText(value, (text) => readTime(text, 6)),
  byte: (value, schema) =>
    typeof value === 'string' ? readBase64(value) : { wanted: goTypeNameOf(schema) },
}

const ofText = (value: Json, read: (text: string) => Scalar): Scalar =>
  typeof value === 'string' ? read(value) : { wanted: 'string' }

function readInteger(value: Json, goType: string, bound: bigint): Scalar {
  const isWhole = typeof value === 'bigint' || Number.isInteger(value)
  const isHeld = isWhole && isBelow(BigInt(value as number), bound)
  return isHeld ? { value } : { wanted: goType }
}

const isBelow = (value: bigint, bound: bigint) => -bound <= value && value < bound

const readIntOrString = (value: Json): Scalar =>
  typeof value === 'string' ? { value } : readInteger(value, 'int32', 2n ** 31n)

/** Whatever is no text and no number is no quantity either, in the same words. */
function readAmount(value: Json): Scalar {
  if (value === null || typeof value === 'object' || typeof value === 'boolean') {
    return { refused: quantityRefusals.form }
  }
  const quantity = readQuantity(String(value))
  return 'refused' in quantity ? quantity : { value: quantity.text }
}
