import { normal } from '../distributions/normal.ts'
import type { Unknown } from '../unknown.ts'
import { type Count, flawOf } from './count.ts'
import { logHalf } from './tails.ts'

/** Bounds of what is sought; each end is missed with about half of the alpha that was given. */
export type Interval = { readonly lower: number; readonly upper: number }

/**
 * Wilson's interval for one proportion: all proportions that a score test would not reject. Covers
 * with about 1 − alpha also for few outcomes; exactly 0 (or 1) at the end where all outcomes are. O(1).
 *
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927.
 */
export function wilson(count: Count, alpha: number): Interval | Unknown {
  const flaw = flawOf([count], alpha)
  if (flaw !== undefined) return flaw
  const { above } = wilsonReach(count, alpha)
  const proportion = count.events / count.n
  const upper = Math.min(1, proportion + above)
  // The product of both bounds is p²/(1 + z²/n): the lower one without a difference.
  const lower = proportion === 0 ? 0 : proportion * (proportion / upper) * pulls(count, alpha).own
  return { lower, upper }
}

/**
 * How far Wilson's bounds lie below and above the observed proportion, without cancellation: their
 * product is p(1 − p)·(z²/n)/(1 + z²/n), so the shorter way follows from the longer. Requires a sound
 * count. O(1).
 */
export function wilsonReach(
  count: Count,
  alpha: number,
): { readonly below: number; readonly above: number } {
  const { events, n } = count
  const [p, q] = [events / n, (n - events) / n]
  const { own, middle } = pulls(count, alpha)
  const longer =
    Math.sqrt(p * q * own * middle + (middle / 2) ** 2) + Math.abs((q - p) / 2) * middle
  const shorter = longer > 0 ? (p * q * middle) / longer : 0
  return p <= q ? { below: shorter, above: longer } : { below: longer, above: shorter }
}

/** The middle of the interval lies between the proportion and one half: what weight each of them has. */
function pulls({ n }: Count, alpha: number): { readonly own: number; readonly middle: number } {
  const square = normal.atAbove(logHalf(alpha)) ** 2
  return { own: n / (n + square), middle: square / (n + square) }
}
