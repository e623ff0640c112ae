import type { Observed, Split } from '../effects/observed.ts'
import { type RateChoice, rateChoiceOf } from '../effects/rate-method.ts'
import type { Bound } from './question.ts'

/**
 * What a row remembers from look to look. With the evidence it is all that a verdict depends on: the same
 * two give the same verdict, also after a journey through JSON.
 */
export type Latch = {
  /** The smallest ln p of the claim that a promotion needs, since its gates opened first. */
  readonly logP?: number
  /** Of a difference of rates. */
  readonly rateChoice?: RateChoice
}

/** By `latchKey`. */
export type Latches = { readonly [row: string]: Latch }

/** A row by its names; the same from look to look. */
export const latchKey = (challenger: string, metric: string, bound: Bound) =>
  [challenger, metric, bound].join('/')

type Asking = {
  readonly bound: Bound
  /** What matters, where something does: a difference, or a ratio. */
  readonly margin: number | undefined
  readonly plannedN: number
}

/** What this look adds to memory, before anything is judged. */
export function remembered(latch: Latch, observed: Observed, asking: Asking): Latch {
  return observed.of === 'Split' && observed.figure === 'Rate'
    ? ofRate(latch, observed, asking)
    : latch
}

type Rates = Extract<Split, { readonly figure: 'Rate' }>

function ofRate(latch: Latch, { strata, units }: Rates, asking: Asking): Latch {
  const { bound } = asking
  if (bound === 'Ratio' || bound === 'Limit' || units !== undefined) return latch
  const rateChoice = latch.rateChoice ?? rateChoiceOf(strata, asking)
  return rateChoice === undefined ? latch : { ...latch, rateChoice }
}
