import { pointAbove } from '../distributions/distribution.ts'
import { normal } from '../distributions/normal.ts'
import type { Unknown } from '../unknown.ts'
import { type Count, flawOf } from './count.ts'

export type Interval = { readonly lower: number; readonly upper: number }

/**
 * Wilson's interval for one proportion: all proportions that a score test would not reject. Covers
 * with about 1 − alpha also for few outcomes; exactly 0 (or 1) at the end where all outcomes are.
 *
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927.
 */
export function wilson(count: Count, alpha: number): Interval | Unknown {
  const flaw = flawOf([count], alpha)
  if (flaw !== undefined) return flaw
  const { above } = wilsonReach(count, alpha)
  const proportion = count.events / count.n
  const upper = Math.min(1, proportion + above)
  const stretch = 1 + pointAbove(normal, alpha / 2) ** 2 / count.n
  // The product of both bounds is p²/(1 + z²/n): the lower one without a difference.
  return { lower: proportion === 0 ? 0 : (proportion * (proportion / upper)) / stretch, upper }
}

/**
 * How far Wilson's bounds lie below and above the observed proportion, without cancellation: their
 * product is p(1 − p)·(z²/n)/(1 + z²/n), so the shorter way follows from the longer. Requires a sound
 * count.
 */
export function wilsonReach(
  { events, n }: Count,
  alpha: number,
): { readonly below: number; readonly above: number } {
  const [p, q] = [events / n, (n - events) / n]
  const square = pointAbove(normal, alpha / 2) ** 2 / n
  const shift = Math.abs((q - p) / 2) * square
  const longer = (Math.sqrt(p * q * square + (square / 2) ** 2) + shift) / (1 + square)
  const shorter = (p * q * square) / (1 + square) / longer
  return p <= q ? { below: shorter, above: longer } : { below: longer, above: shorter }
}
