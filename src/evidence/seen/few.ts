import { noBits, set } from './bits.ts'
import { type PackedBits, packedBits, wholeBytes } from './packing.ts'
import { mostPerLength, runsIn, runsOf } from './runs.ts'

/** Where few bits of a block are set, their places say it sooner than the block: most of what is told at once is that. */
export const mostFew = 512

/** As `packedBits` has the bits at these places, each named once: also the same text. */
export function packedPlaces(places: readonly number[]): PackedBits {
  const runs = places.length > mostFew ? undefined : runsAround(places)
  return runs?.toString('base64') ?? packedBits(bitsAt(places))
}

/** The same, back, in their order; `undefined` where they are more than few. */
export function fewPlacesIn(packed: PackedBits): readonly number[] | undefined {
  const bytes = Buffer.from(packed, 'base64')
  if (bytes.length >= wholeBytes) return undefined
  const places: number[] = []
  for (const { from, end } of runsIn(bytes)) {
    if (places.length + end - from > mostFew) return undefined
    for (let place = from; place < end; place++) places.push(place)
  }
  return places
}

const runsAround = (places: readonly number[]) =>
  runsOf(turnsAround(places), (2 * places.length + 1) * mostPerLength)

function* turnsAround(places: readonly number[]): Generator<number> {
  let end: number | undefined
  for (const place of places.toSorted((a, b) => a - b)) {
    if (place !== end) {
      if (end !== undefined) yield end
      yield place
    }
    end = place + 1
  }
  if (end !== undefined) yield end
}

function bitsAt(places: readonly number[]) {
  const bits = noBits()
  for (const place of places) set(bits, place)
  return bits
}
