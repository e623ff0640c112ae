import { logOneMinusExp } from '../special/log-one-minus-exp.ts'
import { type Bend, logPeakIntegral } from '../special/peak.ts'
import { expRemainder } from '../special/remainders.ts'
import { stirlingCorrection } from '../special/stirling.ts'
import type { Distribution } from './distribution.ts'
import { normal } from './normal.ts'

/** What is further out counts as these: beyond them no digits are left. */
const limits = { least: 0.1, df: 1e12, t: 1e12, noncentrality: 1e6 }

/**
 * Student's t with `df` degrees of freedom and a noncentrality: (Z + noncentrality) / √(χ² / df). The
 * degrees of freedom are taken within [0.1, 1e12], the noncentrality within ±1e6 and t within ±1e12.
 * A tail costs some five hundred tails of the normal distribution, an inverse some sixty times that.
 *
 * With s = √(χ² / df), P(T > t) is the mean of P(Z > t s − noncentrality), here an integral over ln s.
 *
 * N. L. Johnson, B. L. Welch, "Applications of the non-central t-distribution", Biometrika 31, 1940.
 */
export function noncentralStudent(df: number, noncentrality: number): Distribution {
  const v = Math.max(limits.least, clamped(df, limits.df))
  const shift = clamped(noncentrality, limits.noncentrality)
  const logScale = Math.log(v / Math.PI) / 2 - stirlingCorrection(v / 2)
  const logTail = (t: number, sign: 1 | -1) => {
    const height = (w: number) =>
      (-v / 2) * expRemainder(2 * w) + normal.logAbove(sign * (t * Math.exp(w) - shift))
    return Math.min(
      0,
      logScale + logPeakIntegral(height, Math.min(1, 1 / Math.sqrt(v)), bends(t, shift)),
    )
  }
  const logAbove = (x: number) => {
    const t = clamped(x, limits.t)
    return t < shift ? logOneMinusExp(logTail(t, -1)) : logTail(t, 1)
  }
  const logBelow = (x: number) => {
    const t = clamped(x, limits.t)
    return t < shift ? logTail(t, -1) : logOneMinusExp(logTail(t, 1))
  }
  return {
    logBelow,
    logAbove,
    atBelow: (log) => ends(-log) ?? crossing((t) => logBelow(t) >= log, shift),
    atAbove: (log) => negated(ends(-log)) ?? crossing((t) => logAbove(t) <= log, shift),
  }
}

const clamped = (x: number, limit: number) => Math.min(Math.max(x, -limit), limit)
const negated = (x: number | undefined) => (x === undefined ? x : -x)

/** Where t s passes the noncentrality, the normal tail goes from 0 to 1. */
function bends(t: number, shift: number): readonly Bend[] {
  const at = Math.log(shift / t)
  return Number.isFinite(at) ? [{ at, width: Math.min(1, 8 / Math.abs(shift)) }] : []
}

/** Where nothing and where all lies below. */
function ends(negativeLog: number): number | undefined {
  if (negativeLog <= 0) return Number.POSITIVE_INFINITY
  return negativeLog === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : undefined
}

/** The first number that holds, where after it all do, to 13 digits; beyond the limit, an infinity. */
function crossing(holds: (t: number) => boolean, start: number): number {
  const side = holds(start) ? -1 : 1
  let stride = 1
  while (holds(start + side * stride) === side < 0) {
    if (stride > limits.t) return side * Number.POSITIVE_INFINITY
    stride *= 2
  }
  let [no, yes] = side < 0 ? [start - stride, start] : [start, start + stride]
  while (yes - no > 1e-13 * (1 + Math.abs(yes))) {
    const middle = no + (yes - no) / 2
    if (holds(middle)) yes = middle
    else no = middle
  }
  return yes
}
