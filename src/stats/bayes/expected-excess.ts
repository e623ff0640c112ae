import { normal } from '../distributions/normal.ts'

/**
 * E max(x, 0) for a normal x about `mean` with deviation 1: the expected loss of the other choice.
 * To the last digits also far below zero, where its two terms cancel: there it is the tail times a
 * continued fraction of positive terms. O(1).
 *
 * H. Raiffa, R. Schlaifer, "Applied Statistical Decision Theory", 1961 (the loss integral);
 * M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 1964, 7.2.5 (the recurrence).
 */
export function expectedExcess(mean: number): number {
  if (mean > 0) return mean + expectedExcess(-mean)
  const x = -mean
  const tail = Math.exp(normal.logAbove(x))
  if (x < 2) return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI) - x * tail
  let fraction = 0
  for (let k = 100; k >= 2; k--) fraction = k / (x + fraction)
  return tail / (x + fraction)
}
