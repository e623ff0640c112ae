import type { Latencies, Observed, Split } from '../effects/observed.ts'
import { type RateMethod, rateMethodOf } from '../effects/rate-method.ts'
import { factorsFor, noSteps, type QuantileSteps, stepped } from '../sequential/quantile-split.ts'
import type { Bound } from './question.ts'

/**
 * What a row remembers from look to look. With the evidence it is all that a verdict depends on: the same
 * two give the same verdict, also after a journey through JSON.
 */
export type Latch = {
  /** The smallest ln p of the claim that a promotion needs, since its gates opened first. */
  readonly logP?: number
  /** Of a difference of rates. */
  readonly rateMethod?: RateMethod
  /** Of a quantile: its frozen thresholds. */
  readonly steps?: QuantileSteps
}

/** By `latchKey`. */
export type Latches = { readonly [row: string]: Latch }

export const latchKey = (challenger: string, metric: string, bound: Bound) =>
  [challenger, metric, bound].join('/')

type Asking = { readonly bound: Bound; readonly factor: number | undefined }

/** What this look adds to memory, before anything is judged. `factor` is the ratio that matters, where one does. */
export function remembered(latch: Latch, observed: Observed, asking: Asking): Latch {
  switch (observed.of) {
    case 'Latencies':
      return withSteps(latch, observed, asking)
    case 'Split':
      return observed.figure === 'Rate' ? ofRate(latch, observed, asking) : latch
    default:
      return latch
  }
}

function withSteps(
  latch: Latch,
  { strata, quantile, units }: Latencies,
  { factor }: Asking,
): Latch {
  if (units !== undefined) return latch
  const factors = factorsFor(factor)
  return { ...latch, steps: stepped(latch.steps ?? noSteps, strata, { quantile, factors }) }
}

type Rates = Extract<Split, { readonly figure: 'Rate' }>

function ofRate(latch: Latch, { strata, units }: Rates, { bound }: Asking): Latch {
  if (bound === 'Ratio' || bound === 'Limit' || units !== undefined) return latch
  const rateMethod = rateMethodOf(latch.rateMethod, strata)
  return rateMethod === undefined ? latch : { ...latch, rateMethod }
}
