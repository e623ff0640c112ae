import type { Method } from '../sequential/inference.ts'

/**
 * A test as a walk: a statistic whose increments are independent, about normal, and a bar. The claim is
 * proven where the statistic is at the bar or above it.
 */
export type Walk = {
  readonly method: Method
  /** At any look, or at one planned look only. */
  readonly looks: 'Always' | 'Once'
  /** Outcomes until all gates are open; Infinity where they never are. */
  readonly opens: number
  readonly at: (n: number) => Place
  /** Degrees of freedom of the error that the bar is made of. */
  readonly df: (n: number) => number
}

/** Where the walk is expected after n outcomes, and where its bar is. */
export type Place = {
  readonly mean: number
  /** By how much the mean grows if the challenger's truth does, by one (of ratios, their logarithm). */
  readonly slope: number
  readonly variance: number
  /** The bar is `need` + `radius`, which depends on how much of the error that is expected is found. */
  readonly need: number
  readonly radius: (found: number) => number
}
