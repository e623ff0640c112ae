import { deviance } from '../special/remainders.ts'
import { stirlingCorrection } from '../special/stirling.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'

/** One category: how often it came, what share it should have, and its weight in the prior. */
export type Category = { readonly count: number; readonly share: number; readonly prior: number }

/**
 * ln of the Bayes factor of a Dirichlet mixture against fixed shares, for counts as they came, one
 * after the other. Under the shares it is a non-negative martingale from 1 on: it reaches 1/alpha at
 * *any* time with probability at most alpha (Ville). Requires shares and priors above 0. O(categories).
 *
 * In Stirling's form the terms of size n cancel on paper, so that 1e12 counts cost no digits.
 *
 * M. Lindon, A. Malek, "Anytime-valid inference for multinomial count data", NeurIPS 2022.
 */
export function logDirichletEvidence(categories: readonly Category[]): number | Unknown {
  const prior = categories.reduce((sum, each) => sum + each.prior, 0)
  const n = categories.reduce((sum, each) => sum + each.count, 0)
  let sum = Math.log1p(n / prior) / 2 + stirlingCorrection(prior) - stirlingCorrection(prior + n)
  for (const { count, share, prior: weight } of categories) {
    const had = weight + count
    const expected = share * (prior + n)
    sum += deviance(had, expected, share * prior - weight + (share * n - count))
    sum -= deviance(weight, share * prior, share * prior - weight)
    sum += stirlingCorrection(had) - stirlingCorrection(weight) - Math.log1p(count / weight) / 2
  }
  return Number.isNaN(sum) ? unknownBecause('Overflow') : sum
}
