import { expect, it } from 'vitest'
import { below, stream } from '../../../../src/stats/simulation/chance.ts'
import { correlationOf, counted, distance, drawn, misfit } from './fit.ts'

const first = (n: number, seed: number, ...keys: readonly (number | string)[]) => [
  ...drawn(n, stream(seed, ...keys)),
]

it('gives the same numbers for the same seed and keys, for ever', () => {
  expect(first(100, 7, 'cell', 3)).toEqual(first(100, 7, 'cell', 3))
  expect(first(2, 1)).toEqual([0.583924748191858, 0.09888376874261662])
})

it.each([
  ['seed', [8, 'cell', 3]],
  ['key', [7, 'cell', 4]],
  ['text', [7, 'cel', 3]],
  ['order', [7, 3, 'cell']],
  ['kind of key', [7, 'cell', '3']],
  ['number of keys', [7, 'cell', 3, 0]],
  ['fraction', [7, 'cell', 3.0000000001]],
] as const)('gives a stream of its own to another %s', (_, [seed, ...keys]) => {
  const [one, other] = [first(2000, 7, 'cell', 3), first(2000, seed, ...keys)]
  expect(one.filter((x, index) => x === other[index])).toEqual([])
  expect(Math.abs(correlationOf(one, other)) * Math.sqrt(2000)).toBeLessThan(4)
})

it('makes no difference between 0 and −0', () => {
  expect(first(3, 0)).toEqual(first(3, -0))
})

it('is uniform, and so are the first numbers of streams that differ in one key only', () => {
  expect(distance(drawn(100_000, stream(1)), (x) => x)).toBeLessThan(2)
  const firsts = Float64Array.from({ length: 20_000 }, (_, key) => stream(1, 'shard', key)())
  expect(distance(firsts, (x) => x)).toBeLessThan(2)
})

it('fills all 53 bits, the lowest as evenly as the highest', () => {
  const chance = stream(2)
  const ones = new Array<number>(53).fill(0)
  for (let n = 0; n < 20_000; n++) {
    let rest = chance()
    for (let bit = 0; bit < 53; bit++) {
      rest *= 2
      if (rest >= 1) {
        rest -= 1
        ones[bit] = (ones[bit] ?? 0) + 1
      }
    }
    expect(rest).toBe(0)
  }
  for (const count of ones) expect(Math.abs(count - 10_000)).toBeLessThan(4 * Math.sqrt(5000))
})

it('has no memory: pairs of neighbours fill the square evenly', () => {
  const chance = stream(3)
  const cells = drawn(100_000, () => Math.floor(chance() * 30) * 30 + Math.floor(chance() * 30))
  expect(misfit(counted(cells, 900), new Array(900).fill(1 / 900))).toBeLessThan(4)
})

it('draws every whole number below a bound, and no other', () => {
  const chance = stream(4)
  const draws = drawn(10_000, () => below(chance, 7))
  expect(new Set(draws)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]))
  expect(misfit(counted(draws, 7), new Array(7).fill(1 / 7))).toBeLessThan(4)
})
