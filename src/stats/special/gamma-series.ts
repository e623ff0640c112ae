import { logPochhammer } from './log-pochhammer.ts'

/**
 * γ(a, x) / (x^a e^−x), for x up to about a + 1; some fifty terms for a up to 10.
 * M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 1964, 6.5.29.
 */
export function seriesBelow(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= x / (a + k)
    sum += term
  }
  return sum
}

/**
 * ln P(a, x) for a below 1 and x up to 2, in parts that all vanish with a: so 1 − P is known to the
 * last digits also where a is tiny. By the alternating series of the same place.
 */
export function logSmallShape(a: number): (x: number) => number {
  const scale = logPochhammer(1, a)
  return (x) => {
    let term = 1
    let sum = 0
    for (let k = 1; term > 1e-18 || term < -1e-18; k++) {
      term *= -x / k
      sum += term / (a + k)
    }
    return a * Math.log(x) + Math.log1p(a * sum) - scale
  }
}

/**
 * Γ(a, x) / (x^a e^−x), for x from about a + 1 on; at most a hundred terms or so for a up to 10. By
 * Lentz's method. Abramowitz, Stegun 6.5.31, its even part.
 */
export function fractionAbove(a: number, x: number): number {
  let under = x + 1 - a
  let c = under
  let d = 0
  let product = 1 / under
  for (let k = 1; k < 500; k++) {
    const over = k * (a - k)
    under += 2
    d = 1 / (under + over * d)
    c = under + over / c
    product /= c * d
    if (Math.abs(c * d - 1) < 2e-16) break
  }
  return product
}
