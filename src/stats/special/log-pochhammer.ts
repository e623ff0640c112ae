import { stirlingTerms } from './stirling.ts'

/**
 * ln Γ(b + a) − ln Γ(b) for b > 0, a ≥ 0, to the last digits also where a is tiny and the two are alike.
 * After A. R. DiDonato, A. H. Morris, "Algorithm 708", 1992, who subtract Stirling's terms one by one.
 */
export function logPochhammer(b: number, a: number): number {
  let climbed = 0
  let from = b
  while (from < 10) {
    climbed += Math.log1p(a / from)
    from += 1
  }
  const grown = Math.log1p(a / from)
  const corrections = stirlingTerms.reduceRight((sum, term, k) => {
    const power = 2 * k + 1
    return sum + (term / from ** power) * Math.expm1(-power * grown)
  }, 0)
  return a * Math.log(from) + ((from + a - 0.5) * grown - a) + corrections - climbed
}
