import type { Counts } from '../../stats/sums/counts.ts'
import { createLatencyRecorder, type LatencyHistogram } from '../../stats/sums/latency-histogram.ts'
import { type Moments, withValue } from '../../stats/sums/moments.ts'
import type { Sparse } from '../../stats/sums/sparse.ts'
import { type VectorMoments, withVector } from '../../stats/sums/vector-moments.ts'
import { kinds } from './kinds.ts'
import type { Metric } from './metric.ts'
import { type AnySums, type Observation, type Sums, type SumsName, statistics } from './sums.ts'

/** Sums that are written to. What was read stays as it was. */
export type Counter<S = AnySums> = {
  readonly add: (observation: Observation) => void
  readonly read: () => S
}

/** A counter of a metric: of nothing yet, or going on from where another one was read. */
export function createCounter(metric: Metric, start?: AnySums): Counter {
  const { sums } = kinds[metric.kind]
  // The compiler does not see that the metric decides which sums these are.
  const begin = counters[sums] as (start: AnySums) => Counter
  return begin(start ?? statistics[sums](metric).none)
}

/** Two of one metric, as one. */
export function mergedSums(metric: Metric, a: AnySums, b: AnySums): AnySums {
  const { merge } = statistics[kinds[metric.kind].sums](metric)
  return (merge as (a: AnySums, b: AnySums) => AnySums)(a, b)
}

const counters: { readonly [N in SumsName]: (start: Sums[N]) => Counter<Sums[N]> } = {
  Counts: countEvents,
  Moments: sumValues,
  Vector: sumVectors,
  Places: countPlaces,
  Latencies: recordLatencies,
}

function countEvents(start: Counts): Counter<Counts> {
  const all = { n: start.n, events: start.events }
  return {
    add: (event) => {
      all.n++
      if (event === 1) all.events++
    },
    read: () => ({ n: all.n, events: all.events }),
  }
}

function sumValues(start: Moments): Counter<Moments> {
  let sums = start
  return {
    add: (value) => {
      sums = withValue(sums, single(value))
    },
    read: () => sums,
  }
}

function sumVectors(start: VectorMoments): Counter<VectorMoments> {
  let sums = start
  return {
    add: (vector) => {
      sums = withVector(sums, typeof vector === 'number' ? [vector] : vector)
    },
    read: () => sums,
  }
}

function countPlaces(start: Sparse): Counter<Sparse> {
  const counts = new Map(start)
  // Sorted anew only where a place has come that was not there: tallies are taken far more often.
  let inOrder = [...counts.keys()]
  return {
    add: (observation) => {
      const place = single(observation)
      counts.set(place, (counts.get(place) ?? 0) + 1)
    },
    read: () => {
      if (inOrder.length < counts.size) inOrder = [...counts.keys()].sort((a, b) => a - b)
      return inOrder.map((place) => [place, counts.get(place) ?? 0])
    },
  }
}

function recordLatencies(start: LatencyHistogram): Counter<LatencyHistogram> {
  const recorder = createLatencyRecorder(start)
  return { add: (ms) => recorder.add(single(ms)), read: recorder.record }
}

const single = (observation: Observation): number =>
  typeof observation === 'number' ? observation : Number.NaN
