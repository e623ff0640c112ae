import {
  check,
  faulty,
  putByte,
  type Reading,
  takeByte,
  taken,
  type Writing,
} from './receipt-bytes.ts'

/** The length in one byte, then the text as UTF-8: of so many bytes at most. */
export function putText(to: Writing, text: string, most: number): void {
  check(text.length <= most, text)
  putByte(to, text.length)
  if (isAscii(text)) putAscii(to, text)
  else putUtf8(to, text, most)
}

/** The same, back. */
export function takeText(from: Reading, most: number): string {
  const length = takeByte(from)
  if (length > most) faulty(from, 'holds a text that is too long')
  const start = taken(from, length)
  if (start < 0) return ''
  const text = from.latin.slice(start, start + length)
  return isAscii(text) ? text : decoded(from, start)
}

/** Hexadecimal digits, two a byte. */
export function putHex(to: Writing, digits: string): void {
  check(digits.length % 2 === 0 && /^[0-9a-f]+$/.test(digits), digits)
  for (let at = 0; at < digits.length; at += 2)
    putByte(to, digitAt(digits, at) * 16 + digitAt(digits, at + 1))
}

export function takeHex(from: Reading, length: number): string {
  const start = taken(from, length)
  return start < 0 ? '' : from.bytes.toString('hex', start, start + length)
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false
  return true
}

/** Faster than asking Node, for so few. */
function putAscii(to: Writing, text: string): void {
  for (let at = 0; at < text.length; at++) putByte(to, text.charCodeAt(at))
}

function putUtf8(to: Writing, text: string, most: number): void {
  const length = Buffer.byteLength(text)
  check(length <= most && text.isWellFormed(), text)
  to.bytes[to.at - 1] = length
  to.at += to.bytes.write(text, to.at)
}

/** From there up to where reading has come. What is no UTF-8 is a fault. */
function decoded(from: Reading, start: number): string {
  const bytes = from.bytes.subarray(start, from.at)
  const text = bytes.toString()
  if (!bytes.equals(Buffer.from(text))) faulty(from, 'holds what is no text')
  return text
}

function digitAt(digits: string, at: number): number {
  const code = digits.charCodeAt(at)
  return code > 57 ? code - 87 : code - 48
}
