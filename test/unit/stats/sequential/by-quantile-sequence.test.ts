import { expect, it } from 'vitest'
import { normal } from '../../../../src/stats/distributions/normal.ts'
import { byQuantileSequence } from '../../../../src/stats/sequential/by-quantile-sequence.ts'
import { type Ladder, ladder } from '../../../../src/stats/sequential/ladder.ts'
import { logPOfScore } from '../../../../src/stats/sequential/sequence.ts'

function ladderOf(at: readonly number[], roots: readonly number[]): Ladder {
  const found = ladder(at, roots)
  if (found === undefined) throw new Error('it reaches across zero')
  return found
}

const tuning = { alpha: 0.05, tunedFor: 1000 }
const inferenceOf = (champion: Ladder, challenger: Ladder, df = Number.POSITIVE_INFINITY) =>
  byQuantileSequence(
    { champion, challenger, n: 1000, df },
    { method: 'QuantileSequence', gates: [], tunedFor: 1000 },
  )

/** At no gap both are 2.5 standard errors from where they should be. */
const straight = [
  ladderOf([0, 1, 3], [0, 2.5, 7.5]),
  ladderOf([-1, 1, 2], [-7.5, -2.5, 0]),
] as const
const cornered = [
  ladderOf([0, 0.01, 1, 1.01], [-99, 2.5, 2.5, 999]),
  ladderOf([0.99, 1, 2, 2.01], [-999, -2.5, -2.5, 99]),
] as const
const score = 2.5 * Math.SQRT2

it('is judged by the distance from all that has such a ratio, where that is a straight line', () => {
  expect(inferenceOf(...straight).logPMore(0, 0.05)).toBeCloseTo(
    logPOfScore(score, 1000, tuning),
    8,
  )
})

it('is less sure where that has a corner, by the chance of what lies beyond it', () => {
  const beyond = Math.exp(normal.logAbove(score)) + Math.exp(-(score ** 2) / 2) / 4
  const asRare = normal.atAbove(Math.log(beyond))
  const found = inferenceOf(...cornered).logPMore(0, 0.05)
  expect(found).toBeCloseTo(logPOfScore(asRare, 1000, tuning), 1)
  expect(found).toBeGreaterThan(logPOfScore(score, 1000, tuning) + 0.5)
})

it('is less sure the fewer clusters tell what requests are worth', () => {
  const byDf = [7, 15, 63, Number.POSITIVE_INFINITY].map((df) =>
    inferenceOf(...straight, df).logPMore(0, 0.05),
  )
  expect(byDf).toEqual(byDf.toSorted((a, b) => b - a))
  expect(byDf[0]).toBeGreaterThan((byDf[3] ?? 0) + 1)
})
