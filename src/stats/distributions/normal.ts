import { logOneMinusExp } from '../special/log-one-minus-exp.ts'
import type { Distribution } from './distribution.ts'

/**
 * The standard normal distribution. Tails for |x| up to 1e150, and beyond it ln 0. A tail costs a series of 25 terms,
 * an inverse two of them.
 *
 * J. P. Mills, "Table of the ratio: area to bounding ordinate", Biometrika 18, 1926 (the tail over its density, which
 * bends little); the series in (x − 5) / (x + 5) is ours.
 */
export const normal: Distribution = {
  logBelow: (x) => logAbove(-x),
  logAbove,
  atBelow: (log) => -atAbove(log),
  atAbove,
}

function logAbove(x: number): number {
  return x < 0 ? logOneMinusExp(logAbove(-x)) : -x * (x / 2) + Math.log(mills(x)) - halfLogTwoPi
}

function atAbove(log: number): number {
  if (log >= 0) return Number.NEGATIVE_INFINITY
  if (log === -Math.LN2) return 0
  return log > -Math.LN2 ? -outer(logOneMinusExp(log)) : outer(log)
}

/**
 * The root of logAbove for x ≥ 0: two steps of Halley's method from a guess within 5e-4.
 * C. Hastings, "Approximations for Digital Computers", 1955 (Abramowitz, Stegun 26.2.23).
 */
function outer(log: number): number {
  const t = Math.SQRT2 * Math.sqrt(-log)
  if (t > 1e100) return t
  const above = 2.515517 / t + 0.802853 + 0.010328 * t
  const under = 1 / t + 1.432788 + (0.189269 + 0.001308 * t) * t
  return halley(halley(t - above / under, log), log)
}

function halley(x: number, log: number): number {
  const ratio = mills(x)
  const step = (-x * (x / 2) + Math.log(ratio) - halfLogTwoPi - log) * ratio
  return x + step / (1 + (step * (1 / ratio - x)) / 2)
}

/** Mills' ratio, P(X > x) / density(x), for x ≥ 0: (5 + x) times it is a series in (x − 5) / (x + 5). */
function mills(x: number): number {
  const t = x > 1e17 ? 1 : (x - 5) / (x + 5)
  let [last, sum] = [0, 0]
  for (let k = chebyshev.length - 1; k > 0; k--) {
    const next = 2 * t * sum - last + (chebyshev[k] ?? 0)
    last = sum
    sum = next
  }
  return (t * sum - last + (chebyshev[0] ?? 0)) / (x + 5)
}

const halfLogTwoPi = Math.log(2 * Math.PI) / 2

/** By mpmath 1.4.1, at 120 points with 40 digits. */
const chebyshev = [
  2.7196852387678243, -2.369067605650879, 0.8511076451912901, -0.25267101020189897,
  0.06101538640490704, -0.011475514073056178, 0.0014946108965619613, -7.528550840431418e-5,
  -1.7441640986188533e-5, 4.165069376460427e-6, -1.075491741115436e-7, -9.471226425550921e-8,
  1.1672253441654395e-8, 1.8216467239028024e-9, -4.702612503635878e-10, -3.396099140347166e-11,
  1.6931861387628094e-11, 7.116261233426692e-13, -6.192628267806253e-13, -2.267253181994824e-14,
  2.3690546063399657e-14, 1.2094286091906465e-15, -9.388069136947026e-16, -7.955671520049973e-17,
  3.726012047720447e-17,
]
