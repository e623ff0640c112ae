import { labelLag, withLag } from '../../../../src/stats/sums/label-lag.ts'
import { latencyHistogram, withLatency } from '../../../../src/stats/sums/latency-histogram.ts'
import { layoutOf } from '../../../../src/stats/sums/monomials.ts'
import { scoreHistogram, withScore } from '../../../../src/stats/sums/score-histogram.ts'
import { noSpan, withPoint } from '../../../../src/stats/sums/span.ts'
import type { Statistic } from '../../../../src/stats/sums/statistic.ts'
import { times, triple } from '../../../../src/stats/sums/triple.ts'
import { requestOf } from '../../../../src/stats/sums/unit-sample.ts'
import type { Any, Asking, Table } from './any.ts'

const twoOf =
  <S>(part: (any: Any) => S) =>
  ({ merge, none }: Statistic<S>, any: Any) => [merge(part(any), part(any)), merge(none, part(any))]
const statistic = <S>(part: (any: Any) => S): Asking => ({ args: () => [], ask: twoOf(part) })

const yesOrNo = (any: Any) => any.one([true, false])
const counted = (any: Any) => ({ n: any.n(), events: any.upTo(1e12) })
const pairs = (any: Any) => ({
  both: any.n(),
  onlyChampion: any.n(),
  onlyChallenger: any.n(),
  neither: any.n(),
  incomplete: any.n(),
})
const lags = (any: Any) => any.list(6, any.number).reduce(withLag, labelLag.none)
const latencies = (any: Any) =>
  any.list(6, any.number).reduce(withLatency, latencyHistogram(any.list(2, any.number)).none)
const scores = (any: Any) =>
  any.list(6, any.number).reduce((h, x) => withScore(h, x, yesOrNo(any)), scoreHistogram.none)
const labels = (any: Any) => ({
  yes: { yes: any.whole(1e12), no: any.whole(1e12) },
  no: { no: any.whole(1e12) },
})
const sparse = (any: Any) => [any.n(), any.n()].map((count, place) => [3 * place, count] as const)
const scale = { lowest: 2 ** -10, octaves: 32 }
const exposure = (any: Any) => ({ variant: any.one(['a', 'b']), epoch: any.whole(3), slice: 0 })
const row = (any: Any) => ({
  ...requestOf(any.random(), exposure(any)),
  n: any.upTo(1e15),
  firstEvent: any.one([{}, { error: any.whole(5) }]),
})
const rows = (any: Any) => any.list(12, () => row(any)).toSorted((a, b) => a.hash - b.hash)
const sample = (any: Any) => ({ level: 0, rows: rows(any) })
const span = (any: Any) => any.list(3, any.number).reduce(withPoint, noSpan)
const threefold = (any: Any) => times(triple([any.summand(), 0]), any.summand())
const sumsOf = (any: Any, things: number) => {
  const { pairs: seconds, trios } = layoutOf(things)
  return [...layoutOf(things).pairs.slice(0, things), ...seconds, ...trios].map(() =>
    threefold(any),
  )
}

export const sums: Table = {
  'sums/cohorts.ts': {
    cohortsOf: (any) => [sample(any), 'error', any.number()],
    conflictsOf: (any) => [sample(any)],
  },
  'sums/confusion.ts': {
    confusion: statistic(labels),
    withLabels: (any) => [labels(any), 'yes', 'other'],
    binaryOf: (any) => [labels(any), any.one(['yes', 'other'])],
  },
  'sums/counts.ts': {
    counts: statistic(counted),
    withOutcome: (any) => [counted(any), yesOrNo(any)],
    rateSummaryOf: (any) => [any.count()],
  },
  'sums/double.ts': {
    twoSum: (any) => [any.number(), any.number()],
    twoProduct: (any) => [any.number(), any.number()],
  },
  'sums/keyed.ts': 'counts.test.ts: names, and no numbers',
  'sums/label-lag.ts': {
    labelLag: statistic(lags),
    withLag: (any) => [lags(any), any.number()],
    shareArrivedBy: (any) => [lags(any), any.number()],
    lagQuantileOf: (any) => [lags(any), any.number()],
  },
  'sums/latency-histogram.ts': {
    latencyHistogram: { args: (any) => [any.list(3, any.number)], ask: twoOf(latencies) },
    withLatency: (any) => [latencies(any), any.number()],
    createLatencyRecorder: {
      args: (any) => [latencies(any)],
      ask: ({ add, record }: { add: (ms: number) => void; record: () => unknown }, any) => {
        add(any.number())
        return record()
      },
    },
    countAbove: (any) => [latencies(any), any.number()],
    edgeOfBucket: (any) => [any.whole(1100)],
    quantileOf: (any) => [latencies(any), any.number()],
  },
  'sums/log-linear.ts': {
    bucketOf: (any) => [scale, any.number()],
    edgeOf: (any) => [scale, any.whole(1100)],
    isEdge: (any) => [scale, any.number()],
    middleOf: (any) => [scale, any.whole(1026)],
    rankOf: (any) => [any.part(), any.n()],
  },
  'sums/moments.ts': {
    moments: { args: (any) => [any.number()], ask: twoOf((any) => any.summed()) },
    withValue: (any) => [any.summed(), any.number(), any.one([1, any.whole(1e9)])],
    summaryOf: (any) => [any.summed()],
    meanOf: (any) => [any.summed()],
  },
  'sums/monomials.ts': {
    layoutOf: (any) => [any.whole(10)],
    sumsUpTo: (any) => [2, layoutOf(any.whole(10))],
    placeOfPair: (any) => [9, any.whole(8), 8],
    recentred: (any) => [sumsOf(any, 2), any.whole(1e12), [any.summand(), any.summand()]],
    centralised: (any) => [any.list(9, () => any.summand()), 2],
  },
  'sums/pairs.ts': {
    pairs: statistic(pairs),
    withPair: (any) => [pairs(any), yesOrNo(any), any.one([true, undefined])],
  },
  'sums/propensity-sums.ts': {
    propensitySums: { args: (any) => [any.number()], ask: twoOf((any) => any.weighed()) },
    withPropensity: (any) => [any.weighed(), any.number(), any.number()],
    about: (any) => [any.weighed(), any.summand()],
  },
  'sums/weighed-mean.ts': {
    effectiveN: (any) => [any.weighed()],
    selfWeighedMeanOf: (any) => [any.weighed()],
    weighedMeanOf: (any) => [any.weighed(), any.n()],
  },
  'sums/score-histogram.ts': {
    scoreHistogram: statistic(scores),
    withScore: (any) => [scores(any), any.number(), yesOrNo(any)],
    binOf: (any) => [any.number()],
  },
  'sums/span.ts': {
    withPoint: (any) => [span(any), any.number()],
    spanOfBoth: (any) => [span(any), any.number(), span(any), any.number()],
    reach: (any) => [withPoint(noSpan, any.summand()), any.summand()],
    deviation: (any) => [any.number(), any.number()],
    usableShift: (any) => [any.number()],
    commonShift: (any) => [any.number(), any.number()],
    doubt: (any) => [any.n(), any.size()],
  },
  'sums/sparse.ts': {
    counted: (any) => [sparse(any), any.whole(6)],
    together: (any) => [sparse(any), sparse(any)],
    countFrom: (any) => [sparse(any), any.whole(6)],
    placeOfRank: (any) => [sparse(any), any.n()],
  },
  'sums/statistic.ts': 'counts.test.ts: whatever is merged',
  'sums/triple.ts': {
    triple: (any) => [[any.number(), 0]],
    rounded: (any) => [threefold(any)],
    plus: (any) => [threefold(any), threefold(any)],
    times: (any) => [threefold(any), any.summand()],
    timesDouble: (any) => [threefold(any), [any.summand(), 0]],
    lessTimes: (any) => [threefold(any), any.summand(), threefold(any)],
  },
  'sums/unit-sample.ts': {
    unitSample: { args: (any) => [any.whole(20)], ask: twoOf(sample) },
    theta: (any) => [any.whole(60)],
    fitted: (any) => [0, any.whole(20), rows(any)],
    requestOf: (any) => [any.random(), exposure(any)],
    outcomeOf: (any) => [any.random(), exposure(any), ['error']],
    mergedRow: (any) => [row(any), row(any)],
  },
  'sums/unit-sampler.ts': {
    createUnitSampler: {
      args: (any) => [sample(any), any.whole(20)],
      ask: ({ add, sample: read }: Sampler, any) => {
        for (const each of rows(any)) add(each)
        return read()
      },
    },
  },
  'sums/vector-moments.ts': {
    vectorMoments: { args: (any) => [[any.number(), 0], 3], ask: twoOf((any) => any.vector(2)) },
    withVector: (any) => [
      any.vector(2),
      [any.number(), any.number()],
      any.one([1, any.whole(1e9)]),
    ],
  },
  'sums/vector-summary.ts': {
    vectorSummaryOf: (any) => [any.vector(3, any.one([2, 3] as const))],
    along: (any) => [summaryOfVector(any), [any.number(), any.number()]],
  },
  'strata/maturity.ts': {
    isMature: (any) => [
      any.whole(9),
      { startMs: any.number(), lengthMs: any.size() },
      { delayMs: any.size(), nowMs: any.number() },
    ],
  },
  'strata/stratum.ts': 'strata/stratum.test.ts',
  'strata/tally-key.ts': 'strata/stratum.test.ts',
}

type Sampler = { add: (each: ReturnType<typeof row>) => void; sample: () => unknown }

function summaryOfVector(any: Any) {
  const [a, b] = [any.size(), any.size()]
  const c = (2 * any.random() - 1) * Math.sqrt(a) * Math.sqrt(b)
  const covariance = [
    [a, c],
    [c, b],
  ]
  return { n: 2 + any.n(), means: [any.number(), any.number()], covariance, thirds: [] }
}
