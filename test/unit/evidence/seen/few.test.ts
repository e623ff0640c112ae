import { expect, it } from 'vitest'
import {
  type Bits,
  bitsPerBlock,
  isSet,
  noBits,
  set,
  sizeOf,
  without,
} from '../../../../src/evidence/seen/bits.ts'
import { fewPlacesIn, mostFew, packedPlaces } from '../../../../src/evidence/seen/few.ts'
import { include, newBlock } from '../../../../src/evidence/seen/open-block.ts'
import { packedBits, unpackedBits } from '../../../../src/evidence/seen/packing.ts'
import { below, chance } from '../../../chance.ts'

const ends = [0, 1, 31, 32, 127, 128, 16_383, 16_384, bitsPerBlock - 2, bitsPerBlock - 1]

/** Some here and there, some in a row, some at the ends; each once, in no order. */
function somePlaces(random: () => number, most: number): readonly number[] {
  const places = new Set<number>()
  const count = below(random, most + 1)
  while (places.size < count) {
    const first =
      below(random, 3) === 0 ? (ends[below(random, ends.length)] ?? 0) : anywhere(random)
    const longest = Math.min(1 + below(random, 40), bitsPerBlock - first, count - places.size)
    for (let place = first; place < first + longest; place++) places.add(place)
  }
  return [...places].sort(() => random() - 0.5)
}

const anywhere = (random: () => number) => below(random, bitsPerBlock)

function bitsAt(places: readonly number[]): Bits {
  const bits = noBits()
  for (const place of places) set(bits, place)
  return bits
}

const sorted = (places: readonly number[]) => places.toSorted((a, b) => a - b)

/** By way of all bits of a block. */
function includedByBits(known: readonly number[], told: string) {
  const news = without(unpackedBits(told), bitsAt(known))
  return { count: sizeOf(news), bits: packedBits(news) }
}

it.each([4, mostFew, 3 * mostFew])('packs up to %i places as it packs their bits', (most) => {
  for (let seed = 0; seed < 150; seed++) {
    const places = somePlaces(chance(seed), most)
    expect(packedPlaces(places), `${seed}`).toBe(packedBits(bitsAt(places)))
  }
})

it.each([
  ['as far apart as they can be', (nth: number) => nth * (bitsPerBlock / mostFew)],
  ['every other, at the end', (nth: number) => bitsPerBlock - 1 - 2 * nth],
  ['in a row', (nth: number) => nth],
])('packs as many as are few: %s', (_, placeOf) => {
  const places = Array.from({ length: mostFew }, (_, nth) => placeOf(nth))
  const packed = packedPlaces(places)
  expect(packed).toBe(packedBits(bitsAt(places)))
  expect(fewPlacesIn(packed)).toEqual(sorted(places))
})

it('finds the same places in a text as there are in its bits, or says that they are more', () => {
  for (let seed = 0; seed < 300; seed++) {
    const places = somePlaces(chance(seed), 2 * mostFew)
    const found = fewPlacesIn(packedBits(bitsAt(places)))
    expect(found, `${seed}`).toEqual(places.length > mostFew ? undefined : sorted(places))
  }
})

it('finds in any text, too, what its bits are', () => {
  for (let seed = 0; seed < 500; seed++) {
    const random = chance(seed)
    const bytes = Array.from({ length: below(random, 300) }, () => below(random, 256))
    const text = Buffer.from(bytes).toString('base64')
    const found = fewPlacesIn(text)
    const bits = unpackedBits(text)
    expect(found === undefined ? sizeOf(bits) > mostFew : bitsAt(found), `${seed}`).toEqual(
      found === undefined ? true : bits,
    )
  }
})

it('includes in a block what all bits would, and tells the same of it as new', () => {
  for (let seed = 0; seed < 300; seed++) {
    const random = chance(seed)
    const known = somePlaces(random, 2 * mostFew)
    const told = [...somePlaces(random, mostFew), ...known.slice(0, below(random, 99))]
    const block = newBlock(0)
    include(block, packedBits(bitsAt(known)), 0)
    const packed = packedBits(bitsAt(told))
    expect(include(block, packed, 0), `${seed}`).toEqual(includedByBits(known, packed))
    expect(block.bits).toEqual(bitsAt([...known, ...told]))
    expect(told.every((place) => isSet(block.bits, place))).toBe(true)
    expect(include(block, packed, 0)).toEqual({ count: 0, bits: '' })
  }
})
