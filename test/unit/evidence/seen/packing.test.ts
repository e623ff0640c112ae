import { expect, it } from 'vitest'
import {
  bitsPerBlock,
  isSet,
  noBits,
  set,
  sizeOf,
  without,
} from '../../../../src/evidence/seen/bits.ts'
import { packedBits, unpackedBits } from '../../../../src/evidence/seen/packing.ts'
import { below, chance } from '../../../chance.ts'

const bitsOf = (is: (place: number) => boolean) => {
  const bits = noBits()
  for (let place = 0; place < bitsPerBlock; place++) if (is(place)) set(bits, place)
  return bits
}

const random = chance(1)
const whole = 4 * Math.ceil(bitsPerBlock / 8 / 3)

it.each<[string, (place: number) => boolean, number]>([
  ['none', () => false, 0],
  ['all', () => true, 8],
  ['the first', (place) => place === 0, 4],
  ['the last', (place) => place === bitsPerBlock - 1, 8],
  ['ends of words', (place) => place % 32 === 31, 2800],
  ['words in turns', (place) => place % 64 < 32, 1400],
  ['one in a hundred', () => random() < 0.01, 1100],
  ['all but one in a hundred', () => random() > 0.01, 1100],
  ['one in ten', () => random() < 0.1, whole],
  ['a half', () => random() < 0.5, whole],
  ['every other', (place) => place % 2 === 0, whole],
  ['some run', (place) => place > 999 && place < 20_001, 8],
])('packs %s into no more than it takes, and unpacks the same', (_, is, most) => {
  const bits = bitsOf(is)
  const packed = packedBits(bits)
  expect(packed.length).toBeLessThanOrEqual(most)
  expect(unpackedBits(packed)).toEqual(bits)
})

it('unpacks any runs that it has packed', () => {
  for (let seed = 0; seed < 300; seed++) {
    const random = chance(seed)
    let [left, isOne] = [0, false]
    const longest = [3, 40, 200, 5000][below(random, 4)] ?? 1
    const bits = bitsOf(() => {
      if (left-- <= 0) [left, isOne] = [below(random, longest), !isOne]
      return isOne
    })
    expect(unpackedBits(packedBits(bits)), `${seed}`).toEqual(bits)
  }
})

it('makes some bits or other of any text, and fails of none', () => {
  const random = chance(2)
  for (let n = 0; n < 500; n++) {
    const bytes = Buffer.from(Array.from({ length: below(random, 5000) }, () => below(random, 256)))
    const size = sizeOf(unpackedBits(bytes.toString('base64')))
    expect(size).toBeLessThanOrEqual(bitsPerBlock)
  }
  expect(sizeOf(unpackedBits('no base64 at all: é'))).toBeLessThanOrEqual(bitsPerBlock)
})

it('counts bits, and takes away those that are known', () => {
  const [few, many] = [bitsOf((place) => place % 3 === 0), bitsOf((place) => place % 2 === 0)]
  const left = without(few, many)
  const places = Array.from({ length: bitsPerBlock }, (_, place) => place)
  expect(places.filter((place) => isSet(left, place))).toEqual(
    places.filter((place) => place % 3 === 0 && place % 2 !== 0),
  )
  expect([sizeOf(few), sizeOf(left), sizeOf(bitsOf(() => true))]).toEqual([10_923, 5_461, 32_768])
})
