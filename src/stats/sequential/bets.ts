/**
 * What is known of one side of a question, «more than x»: the log evidence for it, decreasing in x, and
 * the last x that is refused at alpha, which is a lower bound at all looks together.
 */
export type OneSided = {
  readonly logEvidence: (x: number) => number
  readonly lowest: (alpha: number) => number
}

const smallest = 0.001
const largest = 4
const count = 10

/**
 * The log excesses over what is tested that a mixture bets on: from 0.1 % to a factor of fifty. Bounds come
 * no nearer to the truth than half of the smallest.
 */
const excesses = Float64Array.from(
  { length: count },
  (_, i) => smallest * (largest / smallest) ** (i / (count - 1)),
)

/** The factors that belong to them, less 1. */
export const growths: Float64Array = excesses.map(Math.expm1)

/**
 * The logs of how a stake is spread over effects of unknown size, one for each of `growths`: a Cauchy
 * distribution of the size's logarithm, whose quartiles are a third and three times the expected
 * excess `scale`. So an effect of about the planned size is found soon, and any other is found. It must be
 * chosen before the evidence; then no choice of it costs validity. O(bets).
 */
export function stakesFor(scale: number): Float64Array {
  const middle = Math.log(Math.min(largest, Math.max(smallest, scale)))
  const parts = excesses.map((size) => 1 / (1 + ((Math.log(size) - middle) / Math.log(3)) ** 2))
  const all = parts.reduce((sum, part) => sum + part, 0)
  return parts.map((part) => Math.log(part / all))
}

/** The same after so many wins, each of which is paid with the whole factor. O(bets). */
export const afterWins = (stakes: Float64Array, wins: number): Float64Array =>
  stakes.map((stake, j) => stake + wins * (excesses[j] ?? 0))
