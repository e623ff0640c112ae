/** A point with its error, as the normal approximation needs it. */
export type Estimate = {
  readonly value: number
  /** The squared standard error. */
  readonly squaredError: number
  /** How many independent pieces speak: outcomes, or units. It sets the pace of the sequence, no more. */
  readonly n: number
  /** Degrees of freedom of the squared error: infinite where it comes from single outcomes. */
  readonly df: number
}

/** More or less of it is a fact of the direction of the question, not of the method. */
export const opposite = (estimate: Estimate): Estimate => ({ ...estimate, value: -estimate.value })
