import { expect, it } from 'vitest'
import { binomial } from '../../../../src/stats/distributions/binomial.ts'
import { above, below } from '../../../../src/stats/distributions/distribution.ts'
import { chance, below as wholeBelow } from '../../../chance.ts'
import { between } from './makers.ts'

it.each([
  [1, 0.5],
  [7, 0.3],
  [20, 1e-6],
  [20, 0.999],
])('sums its terms: %i trials of %f', (n, p) => {
  const d = binomial(n, p)
  let [sum, term] = [0, (1 - p) ** n]
  for (let k = 0; k < n; k++) {
    sum += term
    expect(below(d, k) / sum).toBeCloseTo(1, 12)
    expect(below(d, k + 0.9)).toBe(below(d, k))
    term *= ((n - k) / (k + 1)) * (p / (1 - p))
  }
})

// By scipy 1.17.1: binom.ppf(q, n, p) and binom.isf(q, n, p).
it.each([
  [1, 0.5, 0.5, 0, 0],
  [11, 0.5, 0.5, 5, 5],
  [100, 0.5, 0.025, 40, 60],
  [1000, 0.9, 0.025, 881, 918],
  [999_999, 0.5, 0.025, 499_020, 500_979],
  [1e12, 0.3, 1e-12, 299_996_776_398, 300_003_223_609],
  [1e12, 1e-12, 0.05, 0, 3],
  [5, 1e-300, 0.5, 0, 0],
])('%i trials of %f: the lower and upper %f lie at %i and %i', (n, p, q, low, high) => {
  const d = binomial(n, p)
  expect([d.atBelow(Math.log(q)), d.atAbove(Math.log(q))]).toEqual([low, high])
})

it('finds every count again from either of its tails', () => {
  const random = chance(9)
  for (let run = 0; run < 300; run++) {
    const n = Math.ceil(between(random, 1, 1e12))
    const d = binomial(n, random())
    const k = d.atBelow(Math.log(random()))
    expect([d.atBelow(d.logBelow(k)), d.atAbove(d.logAbove(k))]).toEqual([k, k])
  }
})

it('mirrors where p is exactly the other', () => {
  const random = chance(10)
  for (let run = 0; run < 100; run++) {
    const n = 1 + wholeBelow(random, 500)
    const k = wholeBelow(random, n)
    const p = (1 + wholeBelow(random, 63)) / 64
    const [here, there] = [below(binomial(n, p), k), above(binomial(n, 1 - p), n - k - 1)]
    expect(here / there).toBeCloseTo(1, 12)
  }
})

it.each([
  [0, 0.5, 0],
  [-3, 0.5, 0],
  [7, 0, 0],
  [7, -1, 0],
  [7, 1, 7],
  [7, 2, 7],
])('is certain: %f trials of %f give %i', (n, p, k) => {
  const d = binomial(n, p)
  expect([d.logBelow(k - 1), d.logBelow(k)]).toEqual([Number.NEGATIVE_INFINITY, 0])
  expect([d.logAbove(k - 1), d.logAbove(k)]).toEqual([0, Number.NEGATIVE_INFINITY])
  for (const log of [-1e5, -1, -1e-9]) expect([d.atBelow(log), d.atAbove(log)]).toEqual([k, k])
})
