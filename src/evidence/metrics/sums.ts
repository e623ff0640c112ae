import { type Counts, counts } from '../../stats/sums/counts.ts'
import { type LatencyHistogram, latencyHistogram } from '../../stats/sums/latency-histogram.ts'
import { type Moments, moments } from '../../stats/sums/moments.ts'
import { type Sparse, together } from '../../stats/sums/sparse.ts'
import type { Statistic } from '../../stats/sums/statistic.ts'
import { type VectorMoments, vectorMoments } from '../../stats/sums/vector-moments.ts'
import type { Metric } from './metric.ts'

/** As what observations are kept. */
export type Sums = {
  readonly Counts: Counts
  readonly Moments: Moments
  /** Of e², y and y². */
  readonly Vector: VectorMoments
  /** How many observations fell into which category. */
  readonly Places: Sparse
  readonly Latencies: LatencyHistogram
}

export type SumsName = keyof Sums

/** Sums of whatever metric: which it is of says which they are. */
export type AnySums = Sums[SumsName]

/**
 * One metric of one prediction: 1 of an event and 0 of none, a value, a category, milliseconds; of R² three numbers.
 */
export type Observation = number | readonly number[]

/** How sums of a metric begin, and how two are one. */
export const statistics: { readonly [N in SumsName]: (metric: Metric) => Statistic<Sums[N]> } = {
  Counts: () => counts,
  Moments: ({ shift }) => moments(shift),
  // The third order says how skew errors are, and so how many the normal approximation needs.
  Vector: () => vectorMoments([0, 0, 0], 3),
  Places: () => places,
  Latencies: () => latencyHistogram(),
}

const places: Statistic<Sparse> = { none: [], merge: together }
