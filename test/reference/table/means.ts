import { cuped } from '../../../src/stats/fixed/cuped.ts'
import { noninferiorMean } from '../../../src/stats/fixed/noninferiority.ts'
import { pairedTOfSamples } from '../../../src/stats/fixed/paired-t.ts'
import { ratioTest } from '../../../src/stats/fixed/ratio.ts'
import type { TTest } from '../../../src/stats/fixed/t-test.ts'
import { welch, welchOfSamples } from '../../../src/stats/fixed/welch.ts'
import { scaleOf } from './alternatives.ts'
import { type CovariateSums, covariatePairs, type RatioSums, ratioPairs } from './pairs.ts'
import { renamed } from './renamed.ts'

type Samples = {
  readonly a: readonly number[]
  readonly b: readonly number[]
  readonly alpha: number
}
type Summaries = {
  readonly meanA: number
  readonly varA: number
  readonly nA: number
  readonly meanB: number
  readonly varB: number
  readonly nB: number
}

export const means = {
  welch_t: ({ a, b, alpha }: Samples) => renamed(welchOfSamples(a, b, alpha), tested),
  welch_t_summary: (i: Summaries) => renamed(welch(...summariesOf(i)), tested),
  paired_t: ({ a, b, alpha }: Samples) => renamed(pairedTOfSamples(a, b, alpha), tested),
  noninferiority_mean: (
    i: Summaries & { readonly margin: number; readonly higherIsBetter: boolean },
  ) => renamed(noninferiorMean(...summariesOf(i), i), ({ t, df, p }) => ({ t, df, p_value: p })),
  ratio_delta: (i: {
    readonly a: RatioSums
    readonly b: RatioSums
    readonly alpha: number
    readonly relative: boolean
  }) =>
    renamed(
      ratioTest(ratioPairs(i.a), ratioPairs(i.b), {
        alpha: i.alpha,
        scale: scaleOf(i.relative),
      }),
      (test) => ({
        ...tested(test),
        ratioA: test.champion.mean,
        ratioB: test.challenger.mean,
        varA: test.champion.variance,
        varB: test.challenger.variance,
      }),
    ),
  cuped: (i: { readonly a: CovariateSums; readonly b: CovariateSums; readonly alpha: number }) =>
    renamed(cuped(covariatePairs(i.a), covariatePairs(i.b), i.alpha), (test) => ({
      ...tested(test),
      theta: test.theta,
      varA: test.champion.variance,
      varB: test.challenger.variance,
    })),
}

const summariesOf = ({ meanA, varA, nA, meanB, varB, nB }: Summaries) =>
  [
    { mean: meanA, variance: varA, n: nA },
    { mean: meanB, variance: varB, n: nB },
  ] as const

/** Under all the names that the cases have for one estimate. */
const tested = ({ estimate, t, df, p, lower, upper }: TTest) => ({
  diff: estimate,
  point: estimate,
  adjDiff: estimate,
  t,
  df,
  p_value: p,
  lower,
  upper,
})
