import type { Unknown } from '../unknown.ts'
import type { Count } from './count.ts'
import { type Restricted, scoreInterval } from './score-interval.ts'
import type { Interval } from './wilson.ts'

/**
 * Parity with the `score` interval of statsmodels 0.15 and before, to compare numbers with it. The
 * restricted estimate inside is not quite the likeliest: in the linear coefficient of its cubic the
 * champion's events stand where its outcomes should (statsmodels issue 10269). So its bounds depend on
 * which variant comes first, by some percent of the width in small samples. Use `miettinenNurminen`.
 */
export function scoreParity(champion: Count, challenger: Count, alpha: number): Interval | Unknown {
  return scoreInterval(champion, challenger, alpha, nearlyLikeliest)
}

/** The middle root of the cubic, by its angles. */
const nearlyLikeliest: Restricted = (champion, challenger, difference) => {
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
