import { ascending } from './ascending.ts'

/**
 * Benjamini and Hochberg: p-values adjusted so that, of those ≤ alpha, the expected part that is
 * falsely rejected is at most alpha. Requires p-values that are independent or depend positively
 * (PRDS); else `benjaminiYekutieli`, or e-values. In the order given. O(n log n).
 *
 * Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", JRSS B 57, 1995.
 */
export function benjaminiHochberg(ps: readonly number[]): readonly number[] {
  return stepUp(ps, 1)
}

/**
 * Benjamini and Yekutieli: the same promise whatever the dependence, at the price of a factor
 * 1 + 1/2 + … + 1/n. O(n log n).
 *
 * Y. Benjamini, D. Yekutieli, "The control of the false discovery rate in multiple testing under
 * dependency", Annals of Statistics 29, 2001.
 */
export function benjaminiYekutieli(ps: readonly number[]): readonly number[] {
  return stepUp(
    ps,
    ps.reduce((sum, _, i) => sum + 1 / (i + 1), 0),
  )
}

function stepUp(ps: readonly number[], price: number): readonly number[] {
  const adjusted = ps.map(() => 1)
  let last = 1
  for (const [behind, { p, place }] of ascending(ps).toReversed().entries()) {
    last = Math.min(last, (p * price * ps.length) / (ps.length - behind))
    adjusted[place] = last
  }
  return adjusted
}
