import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { bucketCount, numbersOfBytes, numbersOfUnit } from '../../../src/routing/hashes.ts'
import { bucketCount as counted } from '../../../src/stats/strata/tally-key.ts'
import { below, chance } from '../../chance.ts'

it.each([
  ['u-1/1', 'user-7', 0.3847269945389724, 13, 0.7025430352084082],
  ['u-1/2', 'user-7', 0.37405150216508454, 21, 0.7171613257615824],
  ['u-1/1', 'Zürich', 0.3065385297937646, 18, 0.356964088400209],
  ['u-1/1', '駅🚉', 0.09094527288341692, 46, 0.008659342764231304],
  ['', '', 0.006748622698109608, 4, 0.3083314053492705],
])('of salt %j, unit %j are as Python has them, for ever', (salt, unit, ...numbers) => {
  const { place, bucket, sample } = numbersOfUnit(salt, unit)
  expect([place, bucket, sample]).toEqual(numbers)
})

it('are those of the bytes of the digest (property, seed 1)', () => {
  const random = chance(1)
  for (let run = 0; run < 500; run++) {
    const [salt, unit] = [aText(random), aText(random)]
    const digest = createHash('sha256').update(`${salt}\n${unit}`, 'utf8').digest()
    expect(numbersOfUnit(salt, unit)).toEqual(numbersOfBytes(digest))
    expect(numbersOfBytes(digest)).toEqual(exactly(digest))
  }
})

it.each([
  ['nothing but zeros', 0x00, { place: 0, bucket: 0, sample: 0 }],
  ['nothing but ones', 0xff, { place: 1 - 2 ** -53, bucket: 63, sample: 1 - 2 ** -53 }],
])('stay within [0, 1) for %s', (_, byte, numbers) => {
  expect(numbersOfBytes(new Uint8Array(24).fill(byte))).toEqual(numbers)
})

it.each([
  [0, 'place'],
  [8, 'bucket'],
  [16, 'sample'],
] as const)('are each of eight bytes of its own: those from %i on are the %s', (from, name) => {
  const bytes = new Uint8Array(24)
  const none = numbersOfBytes(bytes)
  const changed = numbersOfBytes(bytes.fill(0xab, from, from + 8))
  expect(changed).toEqual({ ...none, [name]: changed[name] })
  expect(changed[name]).toBeGreaterThan(0)
})

it('takes half a letter for U+FFFD, as UTF-8 must', () => {
  expect(numbersOfUnit('s', 'a\ud83d')).toEqual(numbersOfUnit('s', 'a\ufffd'))
})

it('has as many buckets as the statistics count', () => {
  expect(bucketCount).toBe(counted)
})

it('never makes numbers of bytes that are too few', () => {
  expect(() => numbersOfBytes(new Uint8Array(23))).toThrow(RangeError)
})

/** By integers of any size, as Python would. */
function exactly(digest: Uint8Array) {
  const [place = 0, other = 0, sample = 0] = [0, 8, 16].map((from) => {
    const eight = digest.slice(from, from + 8)
    const whole = eight.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
    return Number(whole >> 11n) / 2 ** 53
  })
  return { place, bucket: Math.floor(other * 64), sample }
}

const letters = ['a', '7', '\n', ' ', 'é', 'e\u0301', '駅', '🚉', '\0', '\ufeff']
const aText = (random: () => number) =>
  Array.from({ length: below(random, 60) }, () => letters[below(random, letters.length)]).join('')
