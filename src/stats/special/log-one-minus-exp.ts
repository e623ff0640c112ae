/** ln(1 − e^x) for x ≤ 0: of the ln of a probability, the ln of the other. Above 0 it is −Infinity. */
export function logOneMinusExp(x: number): number {
  if (x >= 0) return Number.NEGATIVE_INFINITY
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x))
}
