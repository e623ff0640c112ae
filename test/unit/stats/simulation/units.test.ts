import { expect, it } from 'vitest'
import { stream } from '../../../../src/stats/simulation/chance.ts'
import { drawNormal } from '../../../../src/stats/simulation/draws/normal.ts'
import { type Fill, habits } from '../../../../src/stats/simulation/habits.ts'
import { buckets, visitors } from '../../../../src/stats/simulation/units.ts'
import { correlationOf, counted, distance, drawn, misfit, normalBelow } from './fit.ts'

it('has units that come back as themselves, the busiest as often as they should', () => {
  const next = visitors(stream(1), { kind: 'Sticky', count: 50, exponent: 1, correlation: 0 })
  const seen = Array.from({ length: 20_000 }, next)
  const weights = Array.from({ length: 50 }, (_, i) => 1 / (i + 1))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const numbers = seen.map(({ number }) => number)
  expect(
    misfit(
      counted(numbers, 50),
      weights.map((weight) => weight / total),
    ),
  ).toBeLessThan(4)
  expect(new Set(seen.map(({ position }) => position)).size).toBe(50)
})

it('has hashes that are uniform and know nothing of each other', () => {
  const next = visitors(stream(2), { kind: 'Requests' })
  const seen = Array.from({ length: 20_000 }, next)
  expect(seen.every(({ number }) => number === -1)).toBe(true)
  for (const hash of ['position', 'sample', 'loss'] as const)
    expect(
      distance(
        Float64Array.from(seen, (unit) => unit[hash]),
        (x) => x,
      ),
    ).toBeLessThan(2)
  const inBuckets = counted(
    seen.map(({ bucket }) => bucket),
    buckets,
  )
  expect(misfit(inBuckets, new Array(buckets).fill(1 / buckets))).toBeLessThan(4)
  const of = (hash: 'position' | 'sample' | 'bucket') => seen.map((unit) => unit[hash])
  expect(Math.abs(correlationOf(of('position'), of('sample')))).toBeLessThan(0.03)
  expect(Math.abs(correlationOf(of('position'), of('bucket')))).toBeLessThan(0.03)
})

it.each([
  0, 0.1, 0.6, 1,
])('two outcomes of one unit are correlated by %f, whatever their law', (r) => {
  const chance = stream(3, r)
  const count = 8000
  for (const law of [
    (x: number) => (x < -0.5 ? 1 : 0),
    (x: number) => x,
    (x: number) => Math.exp(x / 2),
  ]) {
    const numbersOf = habits(chance, {
      count,
      width: 1,
      correlation: r,
      fill: (c, numbers) => {
        numbers[0] = drawNormal(c)
      },
    })
    const outcome = (unit: number) => law(numbersOf(unit)[0] ?? 0)
    const one = Array.from({ length: count }, (_, unit) => outcome(unit))
    const other = Array.from({ length: count }, (_, unit) => outcome(unit))
    expect(Math.abs(correlationOf(one, other) - r)).toBeLessThan(0.05)
  }
})

it('habits leave the law of a single outcome as it is', () => {
  const chance = stream(4)
  const draws = drawn(30_000, () => {
    const fill: Fill = (c, numbers) => {
      numbers[0] = drawNormal(c)
    }
    const numbersOf = habits(chance, { count: 1, width: 1, correlation: 0.5, fill })
    return numbersOf(0)[0] ?? 0
  })
  expect(distance(draws, normalBelow)).toBeLessThan(2)
})
