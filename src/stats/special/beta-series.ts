import { logPochhammer } from './log-pochhammer.ts'

/**
 * B(x; a, b) / (x^a y^b) by a series of positive terms, some fifty for b x up to 15.
 * M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 1964, 26.5.4.
 */
export function seriesBelow(a: number, b: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let k = 0; term > sum * 1e-17; k++) {
    term *= (x * (a + b + k)) / (a + 1 + k)
    sum += term
  }
  return sum
}

/**
 * ln I(x; a, b) for a below 1 and b x below 2, in parts that all vanish with a: so 1 − I is known to
 * the last digits also where a is tiny. By the series of (1 − t)^(b − 1).
 */
export function logSmallShape(a: number, b: number): (x: number) => number {
  const scale = logPochhammer(b, a) - logPochhammer(1, a)
  return (x) => {
    let term = 1
    let sum = 0
    for (let k = 1; term > 1e-18 || term < -1e-18; k++) {
      term *= ((k - b) / k) * x
      sum += term / (a + k)
    }
    return a * Math.log(x) + Math.log1p(a * sum) + scale
  }
}

/**
 * B(x; a, b) / (x^a y^b) below the mean by a continued fraction, in which `slope` = a y − b x takes the
 * place of a difference of large numbers; at most a hundred terms or so where the smaller shape is
 * up to 10. By Lentz's method. A. R. DiDonato, A. H. Morris, "Algorithm 708", 1992, section 2.
 */
export function fractionBelow(a: number, b: number, x: number, y: number, slope: number): number {
  let under = (a * (slope + 1)) / (a + 1)
  let c = under
  let d = 0
  let product = 1 / under
  for (let k = 1; k < 500; k++) {
    const odd = a + 2 * k - 1
    const part = (k * (b - k) * x) / odd
    const over = part * x * ((a + k - 1) / odd) * (a + b + k - 1)
    under = k + part + ((a + k) / (odd + 2)) * (slope + 1 + k * (1 + y))
    d = 1 / (under + over * d)
    c = under + over / c
    product /= c * d
    if (Math.abs(c * d - 1) < 2e-16) break
  }
  return product
}
