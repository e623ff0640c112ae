import { incompleteBeta } from '../special/incomplete-beta.ts'
import { logBeta } from '../special/log-beta.ts'
import { tailIntegral } from '../special/log-concave.ts'
import { logOneMinusExp } from '../special/log-one-minus-exp.ts'
import { logPochhammer } from '../special/log-pochhammer.ts'
import type { Distribution } from './distribution.ts'
import { normal } from './normal.ts'
import { place } from './odds.ts'
import { outward } from './outward.ts'
import { shape } from './shape.ts'

/**
 * Student's t with `df` > 0 degrees of freedom, whole or not. A tail costs an integral of 32 points, or
 * below 20 degrees of freedom a series; an inverse some four times that.
 *
 * Student (W. S. Gosset), "The probable error of a mean", Biometrika 6, 1908; M. Abramowitz, I. A. Stegun, "Handbook
 * of Mathematical Functions", 1964, 26.7.
 */
export function student(df: number): Distribution {
  const v = shape(df)
  const outer = v < 20 ? few(v) : many(v)
  const logScale = -logBeta(v / 2, 0.5) - Math.log(v) / 2
  const tail = {
    log: (t: number) => Math.min(-Math.LN2, outer(t)),
    logDensity: (t: number) => Math.log(t) + logScale - (v + 1) * logCosh(t / Math.sqrt(v)),
    moved: (t: number, step: number) => moved(v, t, step),
  }
  const logAbove = (t: number): number => (t < 0 ? logOneMinusExp(tail.log(-t)) : tail.log(t))
  const atAbove = (log: number): number => {
    if (log === -Math.LN2) return 0
    return log > -Math.LN2 ? -far(logOneMinusExp(log)) : far(log)
  }
  const far = (log: number) =>
    log === Number.NEGATIVE_INFINITY
      ? Number.POSITIVE_INFINITY
      : outward(tail, log, start(v, normal.atAbove(log)))
  return { logBelow: (t) => logAbove(-t), logAbove, atBelow: (log) => -atAbove(log), atAbove }
}

/** ln of the square root of 1 + r². */
function logCosh(r: number): number {
  return r < 1e8 ? Math.log1p(r * r) / 2 : Math.log(r)
}

/** Near its middle the tail falls evenly with t, far out with ln(1 + t² / v). */
function moved(v: number, t: number, step: number): number {
  if (t < 1) return t * (1 + step)
  const r = t / Math.sqrt(v)
  if (r > 1e8) return t * Math.exp(step)
  const squares = 1 + r * r
  return Math.sqrt(v * (r * r + squares * Math.expm1((2 * step * r * r) / squares)))
}

/** D. L. Wallace, "Bounds on normal approximations to Student's and the chi-square distributions", 1959. */
function start(v: number, z: number): number {
  const normalised = (z * (8 * v + 3)) / (8 * v + 1)
  return Math.sqrt(v * Math.expm1(Math.min((normalised * normalised) / v, 700)))
}

/** t² / v is the odds of a Beta distribution; far out only its power is left. */
function few(v: number): (t: number) => number {
  const { logBelow } = incompleteBeta(v / 2, 0.5)
  const scale = logPochhammer(0.5, v / 2) - logPochhammer(1, v / 2) - Math.LN2
  return (t) => {
    const r = t / Math.sqrt(v)
    if (r > 1e8) return scale - v * Math.log(r)
    return t === 0 ? -Math.LN2 : logBelow(place(v / 2, 0.5, 1 / (r * r))) - Math.LN2
  }
}

/**
 * With t = √v sinh θ the density of θ is cosh θ to the power −v. From θ on it leaves, of a scale and
 * that power, ∫ (cosh w + tanh θ sinh w)^−v dw over w > 0: nothing in it cancels, whatever v and t.
 */
function many(v: number): (t: number) => number {
  const scale = -logBeta(v / 2, 0.5)
  return (t) => {
    const r = t / Math.sqrt(v)
    const tanh = r < 1e8 ? r / Math.sqrt(1 + r * r) : 1
    const height = (w: number) => v * Math.log1p(growth(w, tanh))
    const rise = (w: number) => (v * (Math.sinh(w) + tanh * Math.cosh(w))) / (1 + growth(w, tanh))
    const rest = tailIntegral(height, rise, v * tanh, v * (1 - tanh * tanh))
    return scale - v * logCosh(r) + Math.log(rest)
  }
}

/** cosh w + tanh θ sinh w − 1. */
function growth(w: number, tanh: number): number {
  const e = Math.expm1(w)
  return (e * (e + tanh * (2 + e))) / (2 * (1 + e))
}
