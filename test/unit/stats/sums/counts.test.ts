import { expect, it } from 'vitest'
import { counts, rateSummaryOf, withOutcome } from '../../../../src/stats/sums/counts.ts'
import { pairs, withPair } from '../../../../src/stats/sums/pairs.ts'
import { chance } from '../../../chance.ts'
import { exactSummary } from './exact.ts'
import { expectFinite, expectLaws, sameBytes } from './laws.ts'

const random = chance(3)
const outcomes = Array.from({ length: 200 }, () => random() < 0.2)

it('is a law, exactly', () => {
  expectLaws(
    counts,
    outcomes.map((event) => withOutcome(counts.none, event)),
    sameBytes,
  )
  expectLaws(counts, [{ n: 1e12, events: 1 }, { n: 1e12, events: 1e12 }, counts.none], sameBytes)
})

it('knows of a rate what its zeros and ones say', () => {
  const all = outcomes.reduce(withOutcome, counts.none)
  const { mean, variance, skew } = exactSummary(outcomes.map(Number))
  expect(rateSummaryOf(all)).toEqual({
    n: 200,
    mean: expect.closeTo(mean, 15),
    variance: expect.closeTo(variance, 15),
    skew: expect.closeTo(skew, 14),
  })
})

it.each([
  [0, 0, { unknown: 'TooFew', need: 2, have: 0 }],
  [1, 1, { unknown: 'TooFew', need: 2, have: 1 }],
  [5, 0, { n: 5, mean: 0, variance: 0, skew: 0 }],
  [5, 5, { n: 5, mean: 1, variance: 0, skew: 0 }],
  [1e12, 0, { n: 1e12, mean: 0, variance: 0, skew: 0 }],
  [
    1e12,
    1,
    { n: 1e12, mean: 1e-12, variance: expect.closeTo(1e-12, 20), skew: expect.closeTo(1e6, 5) },
  ],
])('of %d outcomes, %d of them events, it says', (n, events, expected) => {
  const said = rateSummaryOf({ n, events })
  expect(said).toMatchObject(expected)
  expectFinite(said)
})

it('keeps pairs apart by who was right, and incomplete ones by themselves', () => {
  const answers = [true, true, false, undefined]
  const all = answers.flatMap((a) => answers.map((b) => [a, b] as const))
  const parts = all.map(([a, b]) => withPair(pairs.none, a, b))
  expectLaws(pairs, parts, sameBytes)
  const sum = all.reduce((p, [a, b]) => withPair(p, a, b), pairs.none)
  expect(sum).toEqual({ both: 4, onlyChampion: 2, onlyChallenger: 2, neither: 1, incomplete: 7 })
})
