/** Bytes that are being written, and how far. What does not fit the format is a bug of the caller: a RangeError. */
export type Writing = { readonly bytes: Buffer; at: number }

/** Bytes that are being read, how far and up to where. The first fault is kept; what is read after it means nothing. */
export type Reading = {
  readonly bytes: Buffer
  /** The same, one character a byte: many short texts come cheaper out of one long one. */
  readonly latin: string
  at: number
  readonly end: number
  fault: string | undefined
}

/** A whole number in up to six bytes, the highest first. */
export function putWhole(to: Writing, value: number, length: number): void {
  check(Number.isInteger(value), value)
  to.at = to.bytes.writeUIntBE(value, to.at, length)
}

export function takeWhole(from: Reading, length: number): number {
  const start = taken(from, length)
  return start < 0 ? 0 : from.bytes.readUIntBE(start, length)
}

/** A whole number up to 2^53 − 1: seven bits a byte, the lowest first, with 128 added to all bytes but the last. */
export function putVarint(to: Writing, value: number): void {
  check(Number.isSafeInteger(value) && value >= 0, value)
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) to.bytes[to.at++] = (rest % 128) + 128
  to.bytes[to.at++] = rest
}

/** The same, back. Of a number only the shortest form is one. */
export function takeVarint(from: Reading): number {
  let value = 0
  for (let scale = 1; scale < 2 ** 56; scale *= 128) {
    const byte = takeByte(from)
    value += (byte % 128) * scale
    if (byte >= 128) continue
    if (byte === 0 && scale > 1) return faulty(from, 'holds a number that is longer than it needs')
    return Number.isSafeInteger(value) ? value : faulty(from, tooLarge)
  }
  return faulty(from, tooLarge)
}

/** A finite number as IEEE 754 has it: eight bytes, the highest first. */
export function putFloat(to: Writing, value: number): void {
  check(Number.isFinite(value), value)
  to.at = to.bytes.writeDoubleBE(value, to.at)
}

export function takeFloat(from: Reading): number {
  const start = taken(from, 8)
  const value = start < 0 ? 0 : from.bytes.readDoubleBE(start)
  return Number.isFinite(value) ? value : faulty(from, 'holds what is no finite number')
}

export function putByte(to: Writing, value: number): void {
  to.bytes[to.at++] = value
}

export function takeByte(from: Reading): number {
  const start = taken(from, 1)
  return start < 0 ? 0 : (from.bytes[start] ?? 0)
}

/** Where so many bytes begin; below 0 where they aren't all there. */
export function taken(from: Reading, length: number): number {
  const start = from.at
  if (start + length > from.end) return faulty(from, 'ends too soon') - 1
  from.at = start + length
  return start
}

/** Remembers the first fault; what was to be read is 0. */
export function faulty(from: Reading, fault: string): number {
  from.fault ??= fault
  return 0
}

/** Throws where a caller asks for what the format can't hold. */
export function check(fits: boolean, value: unknown): void {
  if (!fits) throw new RangeError(`a receipt cannot hold ${JSON.stringify(value)}`)
}

const tooLarge = 'holds a number that is too large'
