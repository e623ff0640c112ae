/**
 * A distribution, by both its tails and both their inverses, all in log space: a tail of 1e-300 is as
 * exact as one of 0.3, and nothing is ever taken from 1.
 */
export type Distribution = {
  /** ln P(X ≤ x). */
  readonly logBelow: (x: number) => number
  /** ln P(X > x). */
  readonly logAbove: (x: number) => number
  /** The smallest x with ln P(X ≤ x) ≥ log. */
  readonly atBelow: (log: number) => number
  /** The smallest x with ln P(X > x) ≤ log. */
  readonly atAbove: (log: number) => number
}

/** P(X ≤ x). */
export const below = ({ logBelow }: Distribution, x: number) => Math.exp(logBelow(x))

/** P(X > x). */
export const above = ({ logAbove }: Distribution, x: number) => Math.exp(logAbove(x))

/** The smallest x with P(X ≤ x) ≥ p. */
export const pointBelow = ({ atBelow }: Distribution, p: number) => atBelow(Math.log(p))

/** The smallest x with P(X > x) ≤ p. */
export const pointAbove = ({ atAbove }: Distribution, p: number) => atAbove(Math.log(p))
