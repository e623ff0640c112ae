import type { Plan } from '../../../../src/stats/planning/plan.ts'
import { drawNormal } from '../../../../src/stats/simulation/draws/normal.ts'
import { stratum } from '../../../../src/stats/strata/stratum.ts'
import { bucketCount } from '../../../../src/stats/strata/tally-key.ts'
import {
  createLatencyRecorder,
  latencyHistogram,
} from '../../../../src/stats/sums/latency-histogram.ts'
import type { World } from './worlds.ts'

/** Lognormal; all requests of a unit take equally long. A unit comes at once, into a bucket in turn. One stretch. */
export function unitLatencies(plan: Plan, chance: () => number): World {
  const { figure, source, truth, stretches } = plan
  if (figure.kind !== 'Quantile' || source.of !== 'Units') throw new Error('no latencies of units')
  const { requestsPerUnit } = source
  const share = stretches[0]?.chance ?? 0.5
  const begin = () => createLatencyRecorder(latencyHistogram().none)
  const sides = [1, truth].map((scale) => ({
    scale,
    units: 0,
    whole: begin(),
    buckets: Array.from({ length: bucketCount }, begin),
  }))
  const add = () => {
    const side = sides[chance() < share ? 1 : 0]
    if (side === undefined) return
    const ms = 100 * side.scale * Math.exp(figure.logDeviation * drawNormal(chance))
    const bucket = side.buckets[side.units % bucketCount]
    side.units += 1
    for (let i = 0; i < requestsPerUnit; i++) for (const each of [side.whole, bucket]) each?.add(ms)
  }
  const read = (k: number) => ({
    whole: sides[k]?.whole.record() ?? latencyHistogram().none,
    byBucket: sides[k]?.buckets.map((bucket) => bucket.record()) ?? [],
    bySlice: [],
  })
  const count = (k: number) => {
    const units = sides[k]?.units ?? 0
    return { units, withEvent: 0, effective: units, asLarge: units }
  }
  return {
    grow: (from, to) => {
      const last = Math.round(to / requestsPerUnit)
      for (let unit = Math.round(from / requestsPerUnit); unit < last; unit++) add()
    },
    observed: () => ({
      of: 'Latencies',
      quantile: figure.quantile,
      units: { champion: count(0), challenger: count(1) },
      strata: [stratum({ epoch: 0, chance: share, champion: read(0), challenger: read(1) })],
    }),
  }
}
