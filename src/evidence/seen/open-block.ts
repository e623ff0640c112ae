import { allBits, type Bits, bitsPerBlock, noBits, sizeOf } from './bits.ts'

/** A block that is written to. */
export type OpenBlock = {
  bits: Bits
  /** How many are not set yet. */
  left: number
  /** When the youngest of the receipts was given. */
  youngestMs: number
  /** Since how many readings nobody else reads these bits. */
  ownSince: number
}

export const newBlock = (readings: number): OpenBlock => ({
  ...{ bits: noBits(), left: bitsPerBlock, youngestMs: 0, ownSince: readings },
})

/** Bits that may be set: a copy, where a reading that has begun goes on with those that were there. */
export function writable(block: OpenBlock, readings: number): Bits {
  if (block.ownSince === readings) return block.bits
  block.ownSince = readings
  block.bits = block.bits.slice()
  return block.bits
}

/** After bits of a receipt that was given then were set. Where nothing is left to set, all share one. */
export function wereSet(block: OpenBlock, count: number, givenAtMs: number): void {
  block.left -= count
  block.youngestMs = Math.max(block.youngestMs, givenAtMs)
  if (block.left === 0) block.bits = allBits
}

/** Sets all of these, and says how many there are. */
export function include(block: OpenBlock, news: Bits, readings: number): number {
  const count = sizeOf(news)
  if (count === 0) return 0
  const bits = writable(block, readings)
  for (const [nth, word] of news.entries()) bits[nth] = (bits[nth] ?? 0) | word
  return count
}
