import { incompleteBeta, type Place } from '../special/incomplete-beta.ts'
import type { Distribution } from './distribution.ts'
import { excessOf } from './excess.ts'
import { normal } from './normal.ts'

/**
 * How far, relative to it, a tail's ln may be from the one asked for and still be taken for it: without
 * it P(X ≤ 0) = ½ would be missed, or not, by the last digit. Neighbours differ by more up to 1e12 trials.
 */
const rounding = 1e-12

/**
 * Binomial: successes in `trials` ≥ 0, rounded down, each with probability `chance`. Below 0 trials there
 * are none, and a probability outside [0, 1] is the nearest in it. A tail costs one of a Beta distribution. The
 * inverses start near the answer and then halve: some ten tails, twice the binary digits of the trials at most.
 *
 * M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 1964, 26.5.24 (as an incomplete Beta function).
 */
export function binomial(trials: number, chance: number): Distribution {
  const n = Math.min(Math.max(0, Math.floor(trials)), Number.MAX_SAFE_INTEGER)
  const p = Math.min(Math.max(chance, 0), 1)
  const logBelow = (x: number) => {
    const k = Math.floor(x)
    if (k < 0) return Number.NEGATIVE_INFINITY
    if (k >= n || p === 0) return 0
    return p === 1
      ? Number.NEGATIVE_INFINITY
      : incompleteBeta(k + 1, n - k).logAbove(place(n, p, k))
  }
  const logAbove = (x: number) => {
    const k = Math.floor(x)
    if (k < 0) return 0
    if (k >= n || p === 0) return Number.NEGATIVE_INFINITY
    return p === 1 ? 0 : incompleteBeta(k + 1, n - k).logBelow(place(n, p, k))
  }
  return {
    logBelow,
    logAbove,
    atBelow: (log) => {
      const least = log * (1 + rounding)
      return first((k) => logBelow(k) >= least, guess(n, p, normal.atBelow(log)), n)
    },
    atAbove: (log) => {
      const most = log * (1 - rounding)
      return first((k) => logAbove(k) <= most, guess(n, p, normal.atAbove(log)), n)
    },
  }
}

/** More than k successes are as likely as a Beta(k + 1, n − k) below p. */
function place(n: number, p: number, k: number): Place {
  return { x: p, y: 1 - p, excess: excessOf(k + 1, n - k, p) }
}

/** The normal approximation, with its term of skewness. */
function guess(n: number, p: number, deviations: number): number {
  const z = Math.min(Math.max(deviations, -1e100), 1e100)
  const shift = z * Math.sqrt(n * p * (1 - p)) + ((z * z - 1) * (1 - 2 * p)) / 6
  return Math.min(Math.max(Math.round(n * p + shift), 0), n)
}

/** The first whole number from 0 to n that holds, where n holds and all after the first do. */
function first(holds: (k: number) => boolean, start: number, n: number): number {
  let [no, yes] = [-1, n]
  let at = start
  for (let stride = 1; yes - no > 1; stride *= 2) {
    const enough = holds(at)
    if (enough) yes = at
    else no = at
    const next = enough ? at - stride : at + stride
    at = next > no && next < yes ? next : no + Math.floor((yes - no) / 2)
  }
  return yes
}
