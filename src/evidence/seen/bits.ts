/** A block of bits, the first one lowest in the first word. */
export type Bits = Uint32Array

export const bitsPerBlock = 32_768

const words = bitsPerBlock / 32

export const noBits = (): Bits => new Uint32Array(words)

/** Whoever has seen a whole block needs no block of his own. Nobody writes to it: there is no bit left to set. */
export const allBits: Bits = noBits().fill(0xffff_ffff)

export const isSet = (bits: Bits, place: number): boolean =>
  ((bits[place >> 5] ?? 0) & (1 << (place & 31))) !== 0

export function set(bits: Bits, place: number): void {
  bits[place >> 5] = (bits[place >> 5] ?? 0) | (1 << (place & 31))
}

/** Those of the first that are not in the second. */
export const without = (bits: Bits, known: Bits): Bits =>
  bits.map((word, nth) => word & ~(known[nth] ?? 0))

/** How many are set. */
export function sizeOf(bits: Bits): number {
  let size = 0
  for (const word of bits) if (word !== 0) size += onesIn(word)
  return size
}

/** By halves: of pairs, of fours, of eights. H. S. Warren, "Hacker's Delight", 2nd edition, 5-1. */
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555)
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
}
