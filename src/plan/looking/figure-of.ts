import { normal } from '../../stats/distributions/normal.ts'
import type { Latencies, LatencyPairs, Observed } from '../../stats/effects/observed.ts'
import { rateSeen } from '../../stats/effects/rate-method.ts'
import {
  type Counted,
  type FigureName,
  type FigureRow,
  figures,
} from '../../stats/estimates/figures.ts'
import { levelOf } from '../../stats/estimates/linearised.ts'
import type { Figure } from '../../stats/planning/plan.ts'
import { type Counts, counts } from '../../stats/sums/counts.ts'
import { latencyHistogram, quantileOf } from '../../stats/sums/latency-histogram.ts'
import { total } from '../../stats/sums/statistic.ts'
import { allKnown, isUnknown } from '../../stats/unknown.ts'

/** How it is with the champion, as the planner wants to know it; nothing where too little was seen. O(epochs). */
export function figureOf(observed: Observed): Figure | undefined {
  if (observed.of === 'Reported') return undefined
  if (observed.of === 'Latencies' || observed.of === 'LatencyPairs') return latencyIn(observed)
  const wholes =
    observed.of === 'Split'
      ? observed.strata.map(({ champion }) => champion.whole)
      : observed.strata.map(({ pairs }) => pairs.whole.champion)
  if (observed.figure === 'Rate') return rateIn(wholes as readonly Counts[])
  const mean = meanIn(wholes, figures[observed.figure] as FigureRow<Counted[FigureName]>)
  // Of other figures the range is that of what they are made of.
  const isOnItsScale = observed.figure === 'Mean' && observed.range !== undefined
  return mean && isOnItsScale ? { ...mean, range: observed.range } : mean
}

/** Where nothing has happened yet something may. */
function rateIn(wholes: readonly Counts[]): Figure | undefined {
  const { n, events } = total(counts, wholes)
  return n > 0 ? { kind: 'Rate', champion: rateSeen(n, events) } : undefined
}

/** Its variance is that of what one outcome contributes. */
function meanIn<S>(wholes: readonly S[], { read, functional }: FigureRow<S>) {
  const readings = allKnown(wholes.map(read))
  const level = isUnknown(readings) ? undefined : levelOf(readings, functional)
  if (level === undefined) return undefined
  const { value, squaredError, n, scarcer } = level
  const skew = scarcer.skew === undefined ? {} : { skew: scarcer.skew }
  return { kind: 'Mean', champion: value, variance: squaredError * n, ...skew } as const
}

/** Two quantiles tell how wide a lognormal tail is. */
function latencyIn(observed: Latencies | LatencyPairs): Figure | undefined {
  const wholes =
    observed.of === 'Latencies'
      ? observed.strata.map(({ champion }) => champion.whole)
      : observed.strata.map(({ pairs }) => pairs.whole.champion)
  const all = total(latencyHistogram(), wholes)
  const upper = Math.max(observed.quantile, 0.9)
  const [middle, tail] = [quantileOf(all, 0.5), quantileOf(all, upper)]
  if (isUnknown(middle) || isUnknown(tail)) return undefined
  const deviation = Math.log(tail / middle) / normal.atBelow(Math.log(upper))
  // As narrow as buckets can tell.
  return { kind: 'Quantile', quantile: observed.quantile, logDeviation: Math.max(0.01, deviation) }
}
