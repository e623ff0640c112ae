import { stirlingCorrection } from './stirling.ts'

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), for a, b > 0, without the difference of large numbers:
 * right also for a of 1e12 and b of 1. A shape of 0 or below gives Infinity, as at the pole.
 *
 * A. R. DiDonato, A. H. Morris, "Algorithm 708", ACM TOMS 18, 1992 (Stirling's terms, not Stirling's sums).
 */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a]
  if (small <= 0) return Number.POSITIVE_INFINITY
  const share = small / large
  // Γ(a) is 1/a there, and Stirling's correction of it beyond a double.
  if (small < 1e-150) return Math.log1p(share) - Math.log(small)
  const corrections =
    stirlingCorrection(small) + stirlingCorrection(large) - stirlingCorrection(small + large)
  const powers =
    large * Math.log1p(share) + small * (Math.log1p(share) + Math.log(large) - Math.log(small))
  return (Math.log(2 * Math.PI) + Math.log1p(share) - Math.log(small)) / 2 - powers + corrections
}
