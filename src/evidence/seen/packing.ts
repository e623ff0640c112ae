import { allBits, type Bits, bitsPerBlock, noBits, set } from './bits.ts'

/**
 * Bits as text, in the shorter of two ways: how long runs of zeros and of ones are in turns, or all of them. Either is base64;
 * the second is always longer than any of the first.
 */
export type PackedBits = string

const wholeBytes = bitsPerBlock / 8

/** A run of no zeros, and one of all ones. */
const allPacked: PackedBits = 'AICAAg=='

/** The same bits are the same text. */
export function packedBits(bits: Bits): PackedBits {
  if (bits === allBits) return allPacked // of most blocks there is nothing else to say
  const packed = runsOf(bits) ?? bytesOf(bits)
  return packed.toString('base64')
}

/** The same, back. What is no such text is some bits or other. */
export function unpackedBits(packed: PackedBits): Bits {
  const bytes = Buffer.from(packed, 'base64')
  const bits = noBits()
  if (bytes.length >= wholeBytes) bytesOf(bits).set(bytes.subarray(0, wholeBytes))
  else includeRuns(bits, bytes)
  return bits
}

/** On every machine that Node runs on the lowest byte of a word is the first. */
const bytesOf = (bits: Bits) => Buffer.from(bits.buffer, bits.byteOffset, bits.byteLength)

/** `undefined` where they take as much as all bits do. */
function runsOf(bits: Bits): Buffer | undefined {
  const runs = Buffer.allocUnsafe(wholeBytes)
  let [length, last] = [0, 0]
  for (const place of turnsIn(bits)) {
    if (length + mostPerLength >= wholeBytes) return undefined
    length = putLength(runs, length, place - last)
    last = place
  }
  return runs.subarray(0, length)
}

/** Where zeros end and ones begin, or the other way round; the first is at the first one. */
function* turnsIn(bits: Bits): Generator<number> {
  let isOne = false
  for (const [nth, word] of bits.entries()) {
    for (let ends = isOne ? ~word : word; ends !== 0; ) {
      const bit = 31 - Math.clz32(ends & -ends) // the lowest
      yield 32 * nth + bit
      isOne = !isOne
      ends = (isOne ? ~word : word) & above(bit)
    }
  }
  if (isOne) yield bitsPerBlock
}

const above = (bit: number) => (bit === 31 ? 0 : -1 << (bit + 1))

function includeRuns(bits: Bits, runs: Buffer): void {
  let [place, isOne] = [0, false]
  for (let at = 0; at < runs.length && place < bitsPerBlock; isOne = !isOne) {
    const { length, next } = lengthAt(runs, at)
    const end = Math.min(place + length, bitsPerBlock)
    if (isOne) setRun(bits, place, end)
    ;[place, at] = [end, next]
  }
}

/** Whole words at once. */
function setRun(bits: Bits, from: number, end: number): void {
  const [first, last] = [Math.ceil(from / 32), Math.floor(end / 32)]
  bits.fill(0xffff_ffff, first, Math.max(first, last))
  for (let place = from; place < Math.min(end, 32 * first); place++) set(bits, place)
  for (let place = Math.max(from, 32 * last); place < end; place++) set(bits, place)
}

/** Seven bits in a byte, the lowest first; the eighth says that there are more. */
const mostPerLength = 3

function putLength(bytes: Buffer, at: number, length: number): number {
  let [rest, next] = [length, at]
  for (; rest > 127; rest >>>= 7) bytes[next++] = (rest & 127) | 128
  bytes[next++] = rest
  return next
}

function lengthAt(bytes: Buffer, at: number): { readonly length: number; readonly next: number } {
  let length = 0
  for (let next = at; next < Math.min(bytes.length, at + mostPerLength); next++) {
    const byte = bytes[next] ?? 0
    length += (byte & 127) * 128 ** (next - at)
    if (byte < 128) return { length, next: next + 1 }
  }
  return { length, next: at + mostPerLength }
}
