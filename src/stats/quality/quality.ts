import type { Split } from '../effects/observed.ts'
import type { Seen } from './shrinking-sample.ts'

/** Facts that say whether the evidence may be judged at all. */
export type Quality = {
  readonly units: Arrivals
  /** Truths that should have come by now and have not, as events, by metric and challenger that is still in. */
  readonly missing: readonly Missing[]
  readonly tallies: Losses
  readonly pairs: Pairs | undefined
}

/** Units at first exposure, by epoch: from a sample that shrinks where units come back, else all requests. */
export type Arrivals = {
  readonly seen: Seen<EpochUnits>
  readonly isSample: boolean
  /** Units of the sample that were given two variants in one epoch, which routers must never do. */
  readonly conflicts?: number
}

/** What was configured, and who came. */
export type EpochUnits = {
  readonly shares: ByVariant
  readonly units: ByVariant
}

/** A number of each variant, by its name. */
export type ByVariant = { readonly [variant: string]: number }

/**
 * How often a metric's truth has not come, of the champion's and of a challenger's predictions. It is asked at every
 * look: what isn't asked puts nothing in doubt, so that who has left doesn't hold the others.
 */
export type Missing = {
  readonly metric: string
  readonly challenger: string
  readonly observed: Split
}

/** Intervals of the routers' tallies that nobody has, of all that there should be. */
export type Losses = { readonly lost: number; readonly all: number }

/** Shadow copies that were answered by both, and those that only one answered. */
export type Pairs = { readonly complete: number; readonly incomplete: number }
