/** e^u − 1 − u ≥ 0, to the last digits also where u is small. */
export function expRemainder(u: number): number {
  if (u < -0.5 || u > 0.5) return Math.expm1(u) - u
  let sum = 1
  for (let k = 14; k > 2; k--) sum = 1 + (u / k) * sum
  return (u * u * sum) / 2
}

/** z − ln(1 + z) ≥ 0 for z > −1, to the last digits also where z is small. */
export function logRemainder(z: number): number {
  return z < -0.4 || z > 0.6 ? z - Math.log1p(z) : nearOne(z)
}

/**
 * a ln(a / m) + m − a ≥ 0: half the deviance of a count of a where m were expected; `excess` is
 * m − a, which the caller may know better than by subtraction. Requires a, m ≥ 0, a > 0.
 *
 * C. Loader, "Fast and accurate computation of binomial probabilities", 2000, section 3.
 */
export function deviance(a: number, m: number, excess: number): number {
  const z = excess / a
  return z < -0.4 || z > 0.6 ? excess - a * logRatio(m, a) : a * nearOne(z)
}

function logRatio(m: number, a: number): number {
  const ratio = m / a
  return ratio > 1e-290 && ratio < 1e290 ? Math.log(ratio) : Math.log(m) - Math.log(a)
}

/** By the series of the inverse hyperbolic tangent: ln(1 + z) = 2 artanh(z / (2 + z)). */
function nearOne(z: number): number {
  const r = z / (2 + z)
  const square = r * r
  let sum = 0
  for (let k = 29; k >= 3; k -= 2) sum = sum * square + 1 / k
  return r * (z - 2 * square * sum)
}
