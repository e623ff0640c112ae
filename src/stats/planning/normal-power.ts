import { above, below } from '../distributions/distribution.ts'
import { normal } from '../distributions/normal.ts'
import { type Alternative, logHalf } from '../fixed/tails.ts'

/**
 * The chance that a z test rejects: of a statistic that is normal about `shift`, in units of its own
 * error, when the bar was set with an error of `nullError` of them. Two-sided, both tails count, also
 * the one on the wrong side. O(1).
 */
export function normalPower(
  shift: number,
  {
    alpha,
    alternative,
    nullError = 1,
  }: {
    readonly alpha: number
    readonly alternative: Alternative
    readonly nullError?: number
  },
): number {
  const tail = alternative === 'TwoSided' ? logHalf(alpha) : Math.log(alpha)
  const bar = nullError * normal.atAbove(tail)
  const upper = alternative === 'Smaller' ? 0 : above(normal, bar - shift)
  const lower = alternative === 'Larger' ? 0 : below(normal, -bar - shift)
  return upper + lower
}
