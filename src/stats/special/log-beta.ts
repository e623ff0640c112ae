import { stirlingCorrection } from './stirling.ts'

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), for a, b > 0, without the difference of large numbers:
 * right also for a of 1e12 and b of 1. A shape of 0 or below gives Infinity, as at the pole.
 */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a]
  if (small <= 0) return Number.POSITIVE_INFINITY
  const share = small / large
  const corrections =
    stirlingCorrection(small) + stirlingCorrection(large) - stirlingCorrection(small + large)
  const powers =
    large * Math.log1p(share) + small * (Math.log1p(share) + Math.log(large) - Math.log(small))
  return (Math.log(2 * Math.PI) + Math.log1p(share) - Math.log(small)) / 2 - powers + corrections
}
