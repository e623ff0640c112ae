import type { Json } from '../../api/json.ts'
import { Malformed } from './malformed.ts'
import { integersIn, type WireField } from './wire.ts'

type Value = WireField['value']

/** How a value that is no message is read, if `type` is such. */
export function scalarReader(type: string): ((value: Value) => Json) | undefined {
  const ofInteger = integerReader(type)
  if (ofInteger) return (value) => ofInteger(integerOf(value))
  const ofBytes = Object.hasOwn(texts, type) ? texts[type] : undefined
  return ofBytes && ((value) => ofBytes(bytesOf(value)))
}

/** The items of a list in one field: numbers may be packed together. */
export function packedItems(type: string, value: Value): readonly Json[] | undefined {
  const read = integerReader(type)
  return read && value instanceof Uint8Array ? integersIn(value).map(read) : undefined
}

export function bytesOf(value: Value): Uint8Array {
  if (value instanceof Uint8Array) return value
  throw new Malformed('a value is not written in bytes, as its type is')
}

function integerOf(value: Value): bigint {
  if (typeof value === 'bigint') return value
  throw new Malformed('a value is not written as a number, as its type is')
}

const integerReader = (type: string) => (Object.hasOwn(integers, type) ? integers[type] : undefined)

const integers: { readonly [type: string]: (value: bigint) => Json } = {
  bool: (value) => value !== 0n,
  int32: (value) => Number(BigInt.asIntN(32, value)),
  int64: (value) => exact(BigInt.asIntN(64, value)),
}

/** A bigint only where a double would not hold it. */
function exact(value: bigint): Json {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

const texts: { readonly [type: string]: (bytes: Uint8Array) => Json } = {
  string: textOf,
  bytes: (bytes) => Buffer.from(bytes).toString('base64'),
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new Malformed('a text is not in UTF-8')
  }
}
