/**
 * Protobuf's wire format, as far as ONNX needs it: a message is a list of fields in the order in which they are
 * written, and what isn't understood is carried along. https://protobuf.dev/programming-guides/encoding/
 */
export type Field = {
  readonly id: number
  /** A whole number, or the bytes of whatever has a length or a fixed width. */
  readonly value: bigint | Uint8Array
  /** The whole field, key and all, as it was written. */
  readonly bytes: Uint8Array
}

/** Where a field lies: it begins at `begin`, and its value, or the bytes of its number, are from `from` to `to`. */
type Visit = (id: number, isNumber: boolean, from: number, to: number, begin: number) => void

/** Where the value of a field lies, by the kind in its key: varint, eight bytes, a length and bytes, four bytes. */
const ends: { readonly [kind: number]: (bytes: Uint8Array, at: number) => number } = {
  0: endOfNumber,
  1: (_, at) => at + 8,
  2: (bytes, at) => {
    const from = endOfNumber(bytes, at)
    return from + small(bytes, at, from)
  },
  5: (_, at) => at + 4,
}

/**
 * Calls for each field. A forest has millions of them in one attribute, so that nothing is made of a field before
 * somebody asks for it. Throws RangeError where the bytes are no message.
 */
export function eachField(bytes: Uint8Array, visit: Visit): void {
  for (let at = 0; at < bytes.length; ) {
    const begin = at
    const valueAt = endOfNumber(bytes, begin)
    const key = small(bytes, begin, valueAt)
    const kind = key % 8
    const to = ends[kind]?.(bytes, valueAt)
    if (to === undefined || key < 8) throw new RangeError(`no field begins at byte ${begin}`)
    if (to > bytes.length) throw new RangeError(`cut off after byte ${begin}`)
    const from = kind === 2 ? endOfNumber(bytes, valueAt) : valueAt
    visit(Math.floor(key / 8), kind === 0, from, to, begin)
    at = to
  }
}

/** All fields, or those of some numbers. Their bytes are views, not copies. */
export function readFields(bytes: Uint8Array, ids?: readonly number[]): readonly Field[] {
  const fields: Field[] = []
  eachField(bytes, (id, isNumber, from, to, begin) => {
    if (ids?.includes(id) === false) return
    const value = isNumber ? numberIn(bytes, from, to) : bytes.subarray(from, to)
    fields.push({ id, value, bytes: bytes.subarray(begin, to) })
  })
  return fields
}

export function writeField(id: number, value: bigint | Uint8Array): Uint8Array {
  if (typeof value === 'bigint') {
    return Buffer.concat([writeNumber(BigInt(id) << 3n), writeNumber(value)])
  }
  const key = writeNumber((BigInt(id) << 3n) | 2n)
  return Buffer.concat([key, writeNumber(BigInt(value.length)), value])
}

/** All messages, texts or byte strings of one number. */
export function messages(fields: readonly Field[], id: number): readonly Uint8Array[] {
  return fields.flatMap((field) =>
    field.id === id && typeof field.value !== 'bigint' ? [field.value] : [],
  )
}

/** All texts of one number, the empty ones too. */
export function texts(fields: readonly Field[], id: number): readonly string[] {
  return messages(fields, id).map((bytes) => Buffer.from(bytes).toString())
}

/** The last text of one number, which is the one that counts. */
export function textOf(fields: readonly Field[], id: number): string {
  return texts(fields, id).at(-1) ?? ''
}

/** Repeated whole numbers: one a field, or many packed into one. */
export function numbers(fields: readonly Field[], id: number): readonly bigint[] {
  return fields.flatMap(({ id: own, value }) => {
    if (own !== id) return []
    return typeof value === 'bigint' ? [value] : unpacked(value)
  })
}

function unpacked(bytes: Uint8Array): readonly bigint[] {
  const found: bigint[] = []
  for (let at = 0; at < bytes.length; ) {
    const to = endOfNumber(bytes, at)
    found.push(numberIn(bytes, at, to))
    at = to
  }
  return found
}

/** Seven bits a byte, the lowest first; the last byte is below 128. */
function endOfNumber(bytes: Uint8Array, at: number): number {
  for (let to = at; to < at + 10; to++) {
    const byte = bytes[to]
    if (byte === undefined) throw new RangeError(`cut off at byte ${at}`)
    if (byte < 128) return to + 1
  }
  throw new RangeError(`no number of 64 bits at byte ${at}`)
}

/** A key or a length. What is beyond 2^53 is beyond any file, too, however it is rounded. */
function small(bytes: Uint8Array, from: number, to: number): number {
  let value = 0
  for (let at = to - 1; at >= from; at--) value = value * 128 + ((bytes[at] ?? 0) & 127)
  return value
}

function numberIn(bytes: Uint8Array, from: number, to: number): bigint {
  let value = 0n
  for (let at = to - 1; at >= from; at--) value = (value << 7n) | BigInt((bytes[at] ?? 0) & 127)
  return BigInt.asUintN(64, value)
}

function writeNumber(value: bigint): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, value)
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  return Uint8Array.from([...bytes, Number(rest)])
}
