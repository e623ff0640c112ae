import { allBits, type Bits, bitsPerBlock, noBits, set } from './bits.ts'
import { type Run, runsIn, runsOf } from './runs.ts'

/**
 * Bits as text, in the shorter of two ways: how long runs of zeros and of ones are in turns, or all of them. Either is base64;
 * the second is always longer than any of the first.
 */
export type PackedBits = string

export const wholeBytes = bitsPerBlock / 8

/** A run of no zeros, and one of all ones. */
const allPacked: PackedBits = 'AICAAg=='

/** The same bits are the same text. */
export function packedBits(bits: Bits): PackedBits {
  if (bits === allBits) return allPacked // of most blocks there is nothing else to say
  const packed = runsOf(turnsIn(bits), wholeBytes) ?? bytesOf(bits)
  return packed.toString('base64')
}

/** The same, back. What is no such text is some bits or other. */
export function unpackedBits(packed: PackedBits): Bits {
  const bytes = Buffer.from(packed, 'base64')
  const bits = noBits()
  if (bytes.length >= wholeBytes) bytesOf(bits).set(bytes.subarray(0, wholeBytes))
  else for (const run of runsIn(bytes)) setRun(bits, run)
  return bits
}

/** On every machine that Node runs on the lowest byte of a word is the first. */
const bytesOf = (bits: Bits) => Buffer.from(bits.buffer, bits.byteOffset, bits.byteLength)

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

/** Whole words at once. */
function setRun(bits: Bits, { from, end }: Run): void {
  const [first, last] = [Math.ceil(from / 32), Math.floor(end / 32)]
  bits.fill(0xffff_ffff, first, Math.max(first, last))
  for (let place = from; place < Math.min(end, 32 * first); place++) set(bits, place)
  for (let place = Math.max(from, 32 * last); place < end; place++) set(bits, place)
}
