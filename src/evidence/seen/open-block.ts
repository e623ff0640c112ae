import { allBits, type Bits, bitsPerBlock, isSet, noBits, set, sizeOf, without } from './bits.ts'
import { fewPlacesIn, packedPlaces } from './few.ts'
import { type PackedBits, packedBits, unpackedBits } from './packing.ts'

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

/** What of some bits was not set before. */
type News = { readonly count: number; readonly bits: PackedBits }

/** Sets all of these, and returns those that were not. */
export function include(block: OpenBlock, told: PackedBits, readings: number): News {
  const places = fewPlacesIn(told)
  return places === undefined
    ? includeBits(block, unpackedBits(told), readings)
    : includePlaces(block, places, readings)
}

function includeBits(block: OpenBlock, told: Bits, readings: number): News {
  const news = without(told, block.bits)
  const count = sizeOf(news)
  if (count > 0) {
    const bits = writable(block, readings)
    for (const [nth, word] of news.entries()) bits[nth] = (bits[nth] ?? 0) | word
  }
  return { count, bits: packedBits(news) }
}

function includePlaces(block: OpenBlock, told: readonly number[], readings: number): News {
  const news = told.filter((place) => !isSet(block.bits, place))
  if (news.length > 0) {
    const bits = writable(block, readings)
    for (const place of news) set(bits, place)
  }
  return { count: news.length, bits: packedPlaces(news) }
}
