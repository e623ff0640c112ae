/** What inference needs of the values of one metric. */
export type Summary = {
  readonly n: number
  readonly mean: number
  /** Unbiased; 0 when all values are alike. */
  readonly variance: number
  /** Third standardised moment; 0 when all values are alike. */
  readonly skew: number
}
