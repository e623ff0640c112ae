import type { Plan } from '../../../../src/stats/planning/plan.ts'
import { drawNormal } from '../../../../src/stats/simulation/draws/normal.ts'
import { pairedStratum } from '../../../../src/stats/strata/stratum.ts'
import {
  createLatencyRecorder,
  latencyHistogram,
} from '../../../../src/stats/sums/latency-histogram.ts'
import type { World } from './worlds.ts'

/** Both latencies of the same requests, lognormal and correlated, by slice. */
export function pairedLatencies({ figure, source, truth }: Plan, chance: () => number): World {
  if (figure.kind !== 'Quantile' || source.of !== 'Pairs') throw new Error('no pairs of latencies')
  const { quantile, logDeviation } = figure
  const { correlation, perSlice } = source
  const own = Math.sqrt(1 - correlation ** 2)
  const begin = () => [0, 1].map(() => createLatencyRecorder(latencyHistogram().none))
  const [all, slices] = [begin(), [] as ReturnType<typeof begin>[]]
  const add = (slice: number) => {
    const z = drawNormal(chance)
    const other = correlation * z + own * drawNormal(chance)
    const both = [100 * Math.exp(logDeviation * z), 100 * truth * Math.exp(logDeviation * other)]
    slices[slice] ??= begin()
    for (const [side, ms] of both.entries())
      for (const recorders of [all, slices[slice]]) recorders?.[side]?.add(ms)
  }
  const read = ([a, b]: ReturnType<typeof begin>) => ({
    champion: a?.record() ?? latencyHistogram().none,
    challenger: b?.record() ?? latencyHistogram().none,
  })
  return {
    grow: (from, to) => {
      for (let n = Math.ceil(from); n < to; n++) add(Math.floor(n / perSlice))
    },
    observed: () => {
      const pairs = { whole: read(all), byBucket: [], bySlice: slices.map(read) }
      return { of: 'LatencyPairs', quantile, strata: [pairedStratum({ epoch: 0, pairs })] }
    },
  }
}
