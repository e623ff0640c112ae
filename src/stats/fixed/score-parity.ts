import { normal } from '../distributions/normal.ts'
import type { Unknown } from '../unknown.ts'
import { type Count, differenceOf, flawOf } from './count.ts'
import { rootOf } from './root.ts'
import { logHalf } from './tails.ts'
import type { Interval } from './wilson.ts'

/**
 * All differences of two proportions, challenger − champion, that a score test would not reject: its
 * variance is taken where the difference holds, and widened by n/(n − 1). In parity with the `score` interval of
 * statsmodels 0.15 and before, to compare numbers with it. The restricted estimate inside is not quite the
 * likeliest: in the linear coefficient of its cubic the champion's events stand where its outcomes should
 * (statsmodels issue 10269). So the bounds depend on which variant comes first, by some percent of the width in
 * small samples. To decide by, take `newcombe`. Some ten roots of a cubic for each bound.
 *
 * O. Miettinen, M. Nurminen, "Comparative analysis of two rates", Statistics in Medicine 4, 1985.
 */
export function scoreParity(champion: Count, challenger: Count, alpha: number): Interval | Unknown {
  const flaw = flawOf([champion, challenger], alpha)
  if (flaw !== undefined) return flaw
  const estimate = differenceOf(champion, challenger)
  const z = normal.atAbove(logHalf(alpha))
  const n = champion.n + challenger.n
  const error = (difference: number) => {
    const a = within(nearlyLikeliest(champion, challenger, difference))
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

/** The champion's proportion, were the challenger's larger by this: the middle root of the cubic, by its angles. */
function nearlyLikeliest(champion: Count, challenger: Count, difference: number): number {
  const n = champion.n + challenger.n
  const events = champion.events + challenger.events
  if (difference === 0) return events / n
  const square = (challenger.n + 2 * champion.n) * difference - n - events
  const linear = (champion.events * difference - n - 2 * champion.events) * difference + events
  const constant = champion.events * difference * (1 - difference)
  const centre = square / (3 * n)
  const q = centre ** 3 - (linear * square) / (6 * n * n) + constant / (2 * n)
  const p = Math.sign(q) * Math.sqrt(Math.max(0, centre ** 2 - linear / (3 * n)))
  const cosine = p === 0 ? 0 : Math.min(1, Math.max(-1, q / p ** 3))
  return 2 * p * Math.cos((Math.PI + Math.acos(cosine)) / 3) - centre
}
