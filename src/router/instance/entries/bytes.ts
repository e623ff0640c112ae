/** Bytes that are written one after the other. Room is made before, so that writing need not look. */
export type Writing = { bytes: Buffer; at: number }

/** Makes room for so many more. */
export function makeRoom(to: Writing, length: number): void {
  if (to.at + length <= to.bytes.length) return
  const wider = Buffer.allocUnsafe(2 * (to.at + length))
  to.bytes.copy(wider, 0, 0, to.at)
  to.bytes = wider
}

export function putByte(to: Writing, value: number): void {
  to.bytes[to.at++] = value
}

export function putFloat(to: Writing, value: number): void {
  to.at = to.bytes.writeDoubleLE(value, to.at)
}

/** Its length, then the text; as the bytes that it stands for, where it is base64url. */
export function putText(to: Writing, text: string, encoding: Encoding = 'utf8'): void {
  makeRoom(to, 4 + 3 * text.length)
  const length = to.bytes.write(text, to.at + 4, encoding)
  to.bytes.writeUInt32LE(length, to.at)
  to.at += 4 + length
}

/** Bytes that are read one after the other. What isn't there is a RangeError: whoever reads has checked them. */
export type Reading = { readonly bytes: Buffer; at: number }

export function takeByte(from: Reading): number {
  const value = from.bytes.readUInt8(from.at)
  from.at++
  return value
}

export function takeFloat(from: Reading): number {
  const value = from.bytes.readDoubleLE(from.at)
  from.at += 8
  return value
}

export function takeText(from: Reading, encoding: Encoding = 'utf8'): string {
  const start = from.at + 4
  from.at = start + from.bytes.readUInt32LE(from.at)
  if (from.at > from.bytes.length) throw new RangeError('a text ends too soon')
  return from.bytes.toString(encoding, start, from.at)
}

type Encoding = 'utf8' | 'base64url'
