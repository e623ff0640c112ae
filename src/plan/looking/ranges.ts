import type { CountedKind, Metric } from '../../evidence/metrics/metric.ts'
import type { Range } from '../../stats/effects/observed.ts'
import { leastProbability } from '../../stats/scores/probability.ts'

/** In which what is counted of one outcome lies, where that is known. What is yes or no needs none. */
export const rangeOf = (metric: Metric): Range | undefined => ranges[metric.kind]?.(metric)

const ranges: { readonly [K in CountedKind]?: (metric: Metric) => Range | undefined } = {
  Value: ({ clip }) => (clip === undefined ? undefined : { low: clip[0], high: clip[1] }),
  LogLoss: () => ({ low: 0, high: -Math.log(leastProbability) }),
  Brier: ({ positiveLabel }) => ({ low: 0, high: positiveLabel === undefined ? 2 : 1 }),
  MAE: ({ largestError }) => upTo(largestError),
  RMSE: ({ largestError }) => upTo(squared(largestError)),
  R2: ({ largestError }) => upTo(squared(largestError)),
}

const upTo = (high: number | undefined) => (high === undefined ? undefined : { low: 0, high })

const squared = (x: number | undefined) => (x === undefined ? undefined : x ** 2)
