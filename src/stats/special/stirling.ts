/**
 * What Stirling's formula lacks: ln Γ(x) = (x − ½) ln x − x + ½ ln 2π + correction. Requires x > 0.
 * Where Gammas are divided by each other the large terms cancel on paper, and only these small ones
 * are left to compute.
 *
 * M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 1964, 6.1.42; below 10 by the
 * recurrence Γ(x + 1) = x Γ(x).
 */
export function stirlingCorrection(x: number): number {
  let climbed = 0
  let from = x
  while (from < 10) {
    climbed += (from + 0.5) * Math.log1p(1 / from) - 1
    from += 1
  }
  const square = 1 / (from * from)
  let sum = 0
  for (let k = stirlingTerms.length - 1; k >= 0; k--) sum = sum * square + (stirlingTerms[k] ?? 0)
  return climbed + sum / from
}

/** B(2k) / (2k (2k − 1)) from k = 1: what goes with 1/x, 1/x³, … */
export const stirlingTerms = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
]
