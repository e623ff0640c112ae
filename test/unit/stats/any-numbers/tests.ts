import type { Posterior } from '../../../../src/stats/bayes/posterior.ts'
import { normal } from '../../../../src/stats/distributions/normal.ts'
import { type Count, flawOf } from '../../../../src/stats/fixed/count.ts'
import { noQualityLatch } from '../../../../src/stats/quality/doubts.ts'
import { noSampleRatioLatch } from '../../../../src/stats/quality/sample-ratio-watch.ts'
import { rates } from '../effects/given.ts'
import type { Any, Table } from './any.ts'

/** One that `flawOf` finds nothing wrong with. */
const usable = (any: Any): Count => {
  const count = any.count()
  return flawOf([count]) === undefined ? count : { events: 1, n: 2 }
}
const twoCounts = (any: Any) => [any.count(), any.count(), any.alpha()]
const margin = (any: Any) => ({ margin: any.number(), higherIsBetter: any.random() < 0.5 })
const fraction = (any: Any) => ({
  numerator: any.number(),
  denominator: any.number(),
  squaredErrorOfNumerator: any.size(),
  squaredErrorOfDenominator: any.size(),
  covariance: any.number(),
})
const discordant = (any: Any) => ({ onlyChampion: any.n(), onlyChallenger: any.n() })
const squareTable = (any: Any) => {
  const size = any.whole(4)
  return Array.from({ length: size }, () =>
    Array.from({ length: size }, () => any.one([1, any.n()])),
  )
}
const squared = (any: Any) => ({ estimate: any.number(), squaredError: any.size() })
const polynomial = (any: Any) => {
  const [a, b] = [any.number(), any.number()]
  return (x: number) => Math.atan(x / (Math.abs(a) || 1)) + Math.sign(b) * any.upTo(1)
}

const fixed: Table = {
  'fixed/clopper-pearson.ts': { clopperPearson: (any) => [any.count(), any.alpha()] },
  'fixed/count.ts': {
    flawOf: (any) => [[any.count(), any.count()], any.alpha()],
    differenceOf: (any) => [usable(any), usable(any)],
    squaredErrorOf: (any) => [usable(any)],
  },
  'fixed/cuped.ts': {
    cuped: (any) => [any.pairSums(), any.pairSums(), any.alpha()],
    adjust: (any) => [any.pairSums(), any.pairSums()],
  },
  'fixed/effect.ts': { effectOf: (any) => [any.summary(), any.summary(), any.scale()] },
  'fixed/fieller.ts': {
    fieller: (any) => [fraction(any), any.size()],
    fiellerLift: (any) => [any.summary(), any.summary(), any.alpha()],
  },
  'fixed/independence.ts': {
    independence: (any) => [squareTable(any), { yates: any.random() < 0.5 }],
  },
  'fixed/mann-whitney-exact.ts': {
    exactMannWhitney: (any) => {
      const [m, n] = [any.one([1, any.whole(40), 1e6]), 1 + any.whole(40)]
      return [Math.floor(any.random() * m * n), m, n]
    },
  },
  'fixed/mann-whitney.ts': {
    mannWhitney: (any) => [any.sample(), any.sample(), { continuity: any.random() < 0.5 }],
  },
  'fixed/mcnemar.ts': {
    mcnemarExact: (any) => [discordant(any)],
    mcnemarCorrected: (any) => [discordant(any)],
  },
  'fixed/newcombe.ts': { newcombe: twoCounts },
  'fixed/noninferiority.ts': {
    noninferiorProportion: (any) => [any.count(), any.count(), margin(any)],
    noninferiorMean: (any) => [any.summary(), any.summary(), margin(any)],
  },
  'fixed/pair-sums.ts': {
    momentsOf: (any) => [any.pairSums()],
    mergePairs: (any) => [any.pairSums(), any.pairSums()],
  },
  'fixed/paired-t.ts': {
    pairedT: (any) => [any.summary(), any.alpha()],
    pairedTOfSamples: (any) => [...any.pairOfSamples(), any.alpha()],
  },
  'fixed/product-difference.ts': {
    productDifference: (any) => [any.summand(), any.summand(), any.summand(), any.summand()],
  },
  'fixed/quantile-ranks.ts': { quantileRanks: (any) => [any.n(), any.part(), any.alpha()] },
  'fixed/rank-sum.ts': { rankSum: (any) => [any.sample(), any.sample()] },
  'fixed/ratio.ts': {
    ratioTest: (any) => [
      any.pairSums(),
      any.pairSums(),
      { alpha: any.alpha(), scale: any.scale() },
    ],
    ratioOf: (any) => [any.pairSums()],
  },
  'fixed/root.ts': { rootOf: (any) => [polynomial(any), any.number(), any.number()] },
  'fixed/score-parity.ts': { scoreParity: twoCounts },
  'fixed/summary.ts': {
    summaryOfSample: (any) => [any.sample()],
    summaryOfSums: (any) => [any.sums()],
    summaryOfCount: (any) => [any.count()],
  },
  'fixed/t-test.ts': { tTest: (any) => [squared(any), any.size(), any.alpha()] },
  'fixed/tails.ts': {
    pOf: (any) => [normal, any.number(), any.alternative()],
    logHalf: (any) => [any.share()],
  },
  'fixed/two-proportion-z.ts': {
    pooledZ: (any) => [any.count(), any.count(), any.alternative()],
  },
  'fixed/wald.ts': { wald: twoCounts, agrestiCaffo: twoCounts },
  'fixed/welch.ts': {
    welch: (any) => [any.summary(), any.summary(), { alpha: any.alpha(), scale: any.scale() }],
    welchOfSamples: (any) => [any.sample(), any.sample(), any.alpha()],
    welchDf: (any) => [any.summary(), any.summary()],
  },
  'fixed/wilson.ts': {
    wilson: (any) => [any.count(), any.alpha()],
    wilsonReach: (any) => [usable(any), any.share()],
  },
}

const allOf = ({ logDensity, logBelow, logAbove }: Posterior, any: Any) => {
  const x = any.number()
  return [logDensity?.(x), logBelow?.(x), logAbove?.(x)]
}

const bayes: Table = {
  'bayes/beta-posterior.ts': {
    betaPosterior: (any) => [any.beta(), any.count()],
    isProper: (any) => [any.beta()],
    credibleInterval: (any) => [any.beta(), any.alpha()],
  },
  'bayes/chance-of-best.ts': {
    chancesOfBest: (any) => [[any.posterior(), any.posterior()]],
  },
  'bayes/chance-to-beat.ts': { chanceToBeat: (any) => [any.beta(), any.beta()] },
  'bayes/expected-excess.ts': { expectedExcess: (any) => [any.number()] },
  'bayes/expected-loss.ts': { expectedLoss: (any) => [any.beta(), any.beta()] },
  'bayes/log-concave-integral.ts': {
    logConcaveIntegral: (any) => {
      const [at, bend] = [any.number(), 10 ** (20 * any.random() - 10)]
      return [(x: number) => -bend * (x - at) ** 2, any.one([at, at + 1, any.number()])]
    },
  },
  'bayes/normal-effect.ts': {
    effectPosterior: (any) => {
      const prior = any.one(['Flat', { mean: any.number(), variance: any.size() }])
      return [any.summary(), any.summary(), { alpha: any.alpha(), prior }]
    },
  },
  'bayes/panels.ts': { integralOver: (any) => [any.list(5, any.random), Math.sin] },
  'bayes/posterior.ts': {
    onLogOdds: { args: (any) => [any.beta()], ask: allOf },
    normalPosterior: { args: (any) => [any.number(), any.size()], ask: allOf },
  },
}

const ps = (any: Any) => [any.list(6, any.part)]

const corrections: Table = {
  'corrections/ascending.ts': { ascending: ps },
  'corrections/benjamini-hochberg.ts': { benjaminiHochberg: ps, benjaminiYekutieli: ps },
  'corrections/bonferroni.ts': { bonferroni: ps },
  'corrections/e-bh.ts': { eBenjaminiHochberg: (any) => [any.list(6, any.number), any.share()] },
  'corrections/holm.ts': { holm: ps },
  'corrections/spending.ts': { alphaOfTry: (any) => [any.part(), any.number()] },
}

const byVariant = (draw: () => number) => ({ old: draw(), new: draw(), third: draw() })
const arrivals = (any: Any) => ({
  isSample: any.random() < 0.5,
  seen: {
    level: any.whole(60),
    epochs: any.list(3, () => ({
      shares: byVariant(any.size),
      units: byVariant(() => any.whole(1e12)),
    })),
  },
  conflicts: any.n(),
})
const rate = (any: Any) => {
  const n = any.whole(1e9)
  return [n, Math.min(n, any.whole(9))] as const
}
const split = (any: Any) => rates(rate(any), rate(any), Math.min(1 - 1e-12, 1e-12 + any.random()))
const quality = (any: Any) => ({
  units: arrivals(any),
  missing: any.list(2, () => ({ metric: 'm', challenger: 'new', observed: split(any) })),
  tallies: { lost: any.n(), all: any.n() },
  pairs: any.one([undefined, { complete: any.n(), incomplete: any.n() }]),
})

const qualities: Table = {
  'quality/doubts.ts': { doubtsOf: (any) => [quality(any), noQualityLatch] },
  'quality/equal-arrival.ts': { equalArrival: (any) => [split(any), any.share()] },
  'quality/latched.ts': {
    latchedLogP: (any) => [any.one([undefined, -any.size()]), any.number()],
  },
  'quality/sample-ratio-watch.ts': {
    straysOf: (any) => [arrivals(any).seen.epochs],
    watchSampleRatio: (any) => [arrivals(any), noSampleRatioLatch],
  },
  'quality/sample-ratio.ts': {
    sampleRatioTest: (any) => [any.bins(), any.bins()],
    logEvidenceOfMismatch: (any) => [any.bins(), any.bins(), any.one([1000, any.number()])],
  },
  'quality/shrinking-sample.ts': {
    seenUpTo: (any) => [[arrivals(any).seen], arrivals(any).seen],
    staked: (any) => [[arrivals(any).seen]],
    undivided: (any) => [arrivals(any).seen.epochs],
  },
}

export const tests: Table = { ...fixed, ...bayes, ...corrections, ...qualities }
