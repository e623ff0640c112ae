import { effectPosterior } from '../../../src/stats/bayes/normal-effect.ts'
import { adjust } from '../../../src/stats/fixed/cuped.ts'
import { ratioOf } from '../../../src/stats/fixed/ratio.ts'
import { type Summary, summaryOfCount, summaryOfSums } from '../../../src/stats/fixed/summary.ts'
import { logEvidenceOfMismatch, sampleRatioTest } from '../../../src/stats/quality/sample-ratio.ts'
import { logEvidenceAgainst } from '../../../src/stats/sequential/beta-binomial.ts'
import { growthbookSequence } from '../../../src/stats/sequential/growthbook.ts'
import { isUnknown, type Unknown } from '../../../src/stats/unknown.ts'
import { scaleOf } from './alternatives.ts'
import { type CovariateSums, covariatePairs, type RatioSums, ratioPairs } from './pairs.ts'
import { renamed } from './renamed.ts'

type MeanSums = { readonly n: number; readonly sum: number; readonly sum2: number }
type Kinds =
  | { readonly kind: 'mean'; readonly a: MeanSums; readonly b: MeanSums }
  | { readonly kind: 'proportion'; readonly a: CountSums; readonly b: CountSums }
  | { readonly kind: 'ratio'; readonly a: RatioSums; readonly b: RatioSums }
  | { readonly kind: 'cuped'; readonly a: CovariateSums; readonly b: CovariateSums }
type CountSums = { readonly n: number; readonly sum: number }
type Shares = { readonly counts: readonly number[]; readonly weights: readonly number[] }

export const sequences = {
  gb_sequential: (
    i: Kinds & { readonly alpha: number; readonly relative: boolean; readonly tuning: number },
  ) => {
    const { alpha, tuning } = i
    const sequence = growthbookSequence(...variantsOf(i), {
      alpha,
      tuning,
      scale: scaleOf(i.relative),
    })
    return renamed(sequence, ({ estimate, p, logE, ...rest }) => ({
      ...rest,
      point: estimate,
      p_value: p,
      log_e: logE,
    }))
  },
  gb_bayes: (
    i: Kinds & {
      readonly alpha: number
      readonly priorMean: number
      readonly priorVar: number
      readonly proper: boolean
    },
  ) => {
    const prior = i.proper ? { mean: i.priorMean, variance: i.priorVar } : ('Flat' as const)
    const posterior = effectPosterior(...variantsOf(i), { alpha: i.alpha, prior })
    return renamed(posterior, ({ deviation, lossOfChampion, lossOfChallenger, ...rest }) => ({
      ...rest,
      sd: deviation,
      riskControl: lossOfChampion,
      riskTreatment: lossOfChallenger,
    }))
  },
  srm_chi2: ({ counts, weights }: Shares) =>
    renamed(sampleRatioTest(counts, weights), ({ chi2, df, p }) => ({ chi2, df, p_value: p })),
  srm_sequential_log_e: (i: Shares & { readonly concentration: number }) => ({
    log_e: logEvidenceOfMismatch(i.counts, i.weights, i.concentration),
  }),
  beta_binomial_log_e: (i: {
    readonly successes: number
    readonly n: number
    readonly p0: number
    readonly a: number
    readonly b: number
  }) => ({ log_e: logEvidenceAgainst(i.p0, i, i) }),
}

function variantsOf(i: Kinds): readonly [Summary | Unknown, Summary | Unknown] {
  switch (i.kind) {
    case 'mean':
      return [meanOf(i.a), meanOf(i.b)]
    case 'proportion':
      return [proportionOf(i.a), proportionOf(i.b)]
    case 'ratio':
      return [ratioOf(ratioPairs(i.a)), ratioOf(ratioPairs(i.b))]
    case 'cuped': {
      const adjusted = adjust(covariatePairs(i.a), covariatePairs(i.b))
      return isUnknown(adjusted) ? [adjusted, adjusted] : [adjusted.champion, adjusted.challenger]
    }
  }
}

const meanOf = ({ n, sum, sum2 }: MeanSums) => summaryOfSums({ n, sum, squares: sum2 })
const proportionOf = ({ n, sum }: CountSums) => summaryOfCount({ events: sum, n })
