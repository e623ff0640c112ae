import { pointAbove } from '../distributions/distribution.ts'
import { normal } from '../distributions/normal.ts'
import type { Unknown } from '../unknown.ts'
import { type Count, differenceOf, flawOf } from './count.ts'
import { rootOf } from './root.ts'
import type { Interval } from './wilson.ts'

/** The champion's proportion, were the challenger's larger by this. */
export type Restricted = (champion: Count, challenger: Count, difference: number) => number

/**
 * All differences of two proportions, challenger − champion, that a score test would not reject: its
 * variance is taken where the difference holds, by the restricted estimate given, and widened by
 * n/(n − 1). Some ten such estimates for each bound.
 *
 * O. Miettinen, M. Nurminen, "Comparative analysis of two rates", Statistics in Medicine 4, 1985.
 */
export function scoreInterval(
  champion: Count,
  challenger: Count,
  alpha: number,
  restricted: Restricted,
): Interval | Unknown {
  const flaw = flawOf([champion, challenger], alpha)
  if (flaw !== undefined) return flaw
  const estimate = differenceOf(champion, challenger)
  const z = pointAbove(normal, alpha / 2)
  const n = champion.n + challenger.n
  const error = (difference: number) => {
    const a = within(restricted(champion, challenger, difference))
    const b = within(a + difference)
    const variance = (a * (1 - a)) / champion.n + (b * (1 - b)) / challenger.n
    return Math.sqrt(n > 1 ? variance * (n / (n - 1)) : variance)
  }
  return {
    lower: rootOf((difference) => estimate - difference - z * error(difference), -1, estimate),
    upper: rootOf((difference) => estimate - difference + z * error(difference), estimate, 1),
  }
}

const within = (p: number) => Math.min(1, Math.max(0, p))
