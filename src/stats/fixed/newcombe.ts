import type { Unknown } from '../unknown.ts'
import { type Count, differenceOf, flawOf } from './count.ts'
import { type Interval, wilsonReach } from './wilson.ts'

/**
 * Newcombe's interval for the difference of two proportions, challenger − champion: Wilson's bounds of
 * each, combined like errors at right angles. Covers with about 1 − alpha at any proportion and
 * sample size, and never leaves [−1, 1]. O(1).
 *
 * R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison
 * of eleven methods", Statistics in Medicine 17, 1998 (method 10).
 */
export function newcombe(champion: Count, challenger: Count, alpha: number): Interval | Unknown {
  const flaw = flawOf([champion, challenger], alpha)
  if (flaw !== undefined) return flaw
  const [a, b] = [wilsonReach(champion, alpha), wilsonReach(challenger, alpha)]
  const estimate = differenceOf(champion, challenger)
  return {
    lower: Math.max(-1, estimate - Math.hypot(b.below, a.above)),
    upper: Math.min(1, estimate + Math.hypot(b.above, a.below)),
  }
}
