import { deviance } from '../../special/remainders.ts'
import { stirlingCorrection } from '../../special/stirling.ts'
import type { Chance } from '../chance.ts'
import { drawUnder } from './transformed-rejection.ts'

/**
 * How many of n trials succeed, each with chance p: exact, and no slower for a billion trials than for
 * a hundred. A p outside [0, 1] counts as the nearer end, a broken n as the whole number below it.
 *
 * By inversion where trials or expected successes (or failures) are few, else by transformed rejection.
 */
export function drawBinomial(chance: Chance, n: number, p: number): number {
  const trials = Math.max(0, Math.floor(n))
  if (p > 0.5) return trials - fewer(chance, trials, Math.max(0, 1 - p))
  return fewer(chance, trials, Math.max(0, p))
}

/** With p at most ½. */
function fewer(chance: Chance, n: number, p: number): number {
  if (n === 0 || p === 0) return 0
  return n * p < 10 || n <= 40 ? byInversion(chance, n, p) : byRejection(chance, n, p)
}

function byInversion(chance: Chance, n: number, p: number): number {
  const odds = p / (1 - p)
  const atZero = Math.exp(n * Math.log1p(-p))
  while (true) {
    let rest = chance()
    let mass = atZero
    // Beyond 110 lies less than 1e-70: only rounding leads there.
    for (let count = 0; count <= 110; count++) {
      if (rest < mass) return count
      rest -= mass
      mass *= ((n - count) / (count + 1)) * odds
    }
  }
}

function byRejection(chance: Chance, n: number, p: number): number {
  const q = 1 - p
  const deviation = Math.sqrt(n * p * q)
  const width = 1.15 + 2.53 * deviation
  const mode = Math.floor((n + 1) * p)
  const hat = {
    centre: n * p + 0.5,
    width,
    curve: -0.0873 + 0.0248 * width + 0.01 * p,
    sure: 0.92 - 4.2 / width,
    height: (2.83 + 5.1 / width) * deviation,
  }
  return drawUnder(hat, chance, (count) => logMass(n, p, q, count) - logMass(n, p, q, mode))
}

/** ln P(X = count), but for a constant: with digits left even at a billion trials (Loader 2000). */
function logMass(n: number, p: number, q: number, count: number): number {
  if (count < 0 || count > n) return Number.NEGATIVE_INFINITY
  const rest = n - count
  return (
    -half(count) -
    half(rest) -
    (count > 0 ? deviance(count, n * p, n * p - count) : n * p) -
    (rest > 0 ? deviance(rest, n * q, n * q - rest) : n * q)
  )
}

/** Half of ln (2π count), and what Stirling leaves. Nothing of no count. */
const half = (count: number) =>
  count > 0 ? Math.log(2 * Math.PI * count) / 2 + stirlingCorrection(count) : 0
