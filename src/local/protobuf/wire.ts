import { Malformed } from './malformed.ts'

/**
 * A field as it was sent: a number, or bytes that are a text, a message, or numbers one after the other.
 * Undefined where it has a form that no field of Kubernetes has.
 */
export type WireField = { readonly number: number; readonly value: bigint | Uint8Array | undefined }

/** How a value is written, in the last three bits of what comes before it. Groups (3, 4) nobody sends. */
const forms: { readonly [form: number]: (cursor: Cursor) => WireField['value'] } = {
  0: ({ integer }) => integer(),
  1: ({ take }) => void take(8),
  2: ({ take, integer }) => take(Number(integer())),
  5: ({ take }) => void take(4),
}

/** The fields of a message, in the order in which they came. */
export function fieldsIn(bytes: Uint8Array): readonly WireField[] {
  const cursor = cursorAt(bytes)
  const fields: WireField[] = []
  while (!cursor.isAtEnd()) {
    const tag = cursor.integer()
    const number = Number(BigInt.asIntN(32, tag >> 3n))
    const read = forms[Number(tag & 7n)]
    if (number <= 0) throw new Malformed(`a field has the number ${number}`)
    if (read === undefined) throw new Malformed(`a field has the unknown form ${tag & 7n}`)
    fields.push({ number, value: read(cursor) })
  }
  return fields
}

/** Numbers without anything between them. */
export function integersIn(bytes: Uint8Array): readonly bigint[] {
  const cursor = cursorAt(bytes)
  const integers: bigint[] = []
  while (!cursor.isAtEnd()) integers.push(cursor.integer())
  return integers
}

/** In the words of the real server, as far as they do not depend on its source. */
const ended = () => new Malformed('unexpected EOF')

type Cursor = ReturnType<typeof cursorAt>

function cursorAt(bytes: Uint8Array) {
  let at = 0

  function take(length: number): Uint8Array {
    if (length > bytes.length - at) throw ended()
    at += length
    return bytes.subarray(at - length, at)
  }

  function byte(): number {
    const value = bytes[at]
    if (value === undefined) throw ended()
    at += 1
    return value
  }

  /** Seven bits in every byte, the lowest first; the eighth says whether there are more. At most 64 in all. */
  function integer(): bigint {
    const first = byte()
    if (first < 0x80) return BigInt(first)
    let value = BigInt(first & 0x7f)
    for (let shift = 7n; shift < 64n; shift += 7n) {
      const next = byte()
      value |= BigInt(next & 0x7f) << shift
      if (next < 0x80) return BigInt.asUintN(64, value)
    }
    throw new Malformed('proto: integer overflow')
  }

  return { take, integer, isAtEnd: () => at >= bytes.length }
}
