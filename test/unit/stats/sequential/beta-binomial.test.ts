import { expect, it } from 'vitest'
import { logEvidenceAgainst } from '../../../../src/stats/sequential/beta-binomial.ts'
import { counts, unsoundIn } from '../figures.ts'

it.each([
  // By mpmath with 50 digits.
  [0.5, { successes: 5e11 + 1e6, n: 1e12 }, { a: 10, b: 10 }, -10.330139228408424],
  [0.3, { successes: 3e11, n: 1e12 }, { a: 0.5, b: 0.5 }, -14.041301910609283],
  [0.2, { successes: 0, n: 10 }, { a: 1, b: 1 }, -0.16645975965627285],
  [0.2, { successes: 0, n: 0 }, { a: 1, b: 1 }, 0],
])('knows the evidence against a rate of %d: %o', (rate, outcomes, prior, expected) => {
  expect(logEvidenceAgainst(rate, outcomes, prior)).toBeCloseTo(expected, 12)
})

it('is a fair bet: the expected evidence after one outcome is 1', () => {
  for (const rate of [0.01, 0.5, 0.9]) {
    const evidence = (successes: number) =>
      Math.exp(Number(logEvidenceAgainst(rate, { successes, n: 1 }, { a: 0.7, b: 3 })))
    expect(rate * evidence(1) + (1 - rate) * evidence(0)).toBeCloseTo(1, 13)
  }
})

it('grows with each outcome that the rate did not foresee', () => {
  const evidence = [10, 20, 40, 80].map((n) =>
    Number(logEvidenceAgainst(0.1, { successes: n, n }, { a: 1, b: 1 })),
  )
  expect(evidence).toEqual(evidence.toSorted((x, y) => x - y))
  expect(evidence.at(-1)).toBeGreaterThan(150)
})

it.each([
  [0, 1, 2],
  [1, 1, 2],
  [0.5, 3, 2],
  [0.5, -1, 2],
])('has no evidence for a rate of %d and %d of %d', (rate, successes, n) => {
  const answer = logEvidenceAgainst(rate, { successes, n }, { a: 1, b: 1 })
  expect(answer).toMatchObject({ unknown: 'OutOfRange' })
})

it('is a number or says why not, whatever the counts', () => {
  for (const { events: successes, n } of counts) {
    for (const rate of [1e-12, 0.3, 1 - 1e-12]) {
      for (const a of [1e-3, 1, 1e6]) {
        const answer = logEvidenceAgainst(rate, { successes, n }, { a, b: 1 })
        expect(unsoundIn(answer)).toEqual([])
      }
    }
  }
})
