import { type Unknown, unknownBecause } from '../unknown.ts'
import { twoSum } from './double.ts'
import { about, type PropensitySums } from './propensity-sums.ts'
import { doubt, reach, tolerable } from './span.ts'
import { rounded } from './triple.ts'

/** How many equally weighed outcomes would tell as much: (Σw)² / Σw². L. Kish, "Survey Sampling", 1965. */
export function effectiveN({ weights, squaredWeights }: PropensitySums): number {
  const squared = rounded(squaredWeights)
  return squared > 0 ? rounded(weights) ** 2 / squared : 0
}

/** A mean, and the square of its standard error. */
export type WeighedMean = { readonly mean: number; readonly squaredError: number }

/**
 * The mean of y over all traffic, had all of it gone to this variant: Σwy / Σw, with its squared
 * standard error Σw²(y − mean)² / (Σw)². Doesn't change with the origin of y. Biased by O(1/n). Where
 * roundings could make up more than 1e-6 of the error it is `NumericallyUnstable`, as in `summaryOf`.
 *
 * J. Hájek, comment on Basu, "Foundations of Statistical Inference", 1971.
 */
export function selfWeighedMeanOf(s: PropensitySums): WeighedMean | Unknown {
  if (s.refused > 0) return unknownBecause('NumericallyUnstable', { need: tolerable, have: 1 })
  if (s.n < 2) return unknownBecause('TooFew', { need: 2, have: s.n })
  if (s.span.low === s.span.high) return { mean: s.span.low, squaredError: 0 }
  const [all, allSquared] = [rounded(s.weights), rounded(s.squaredWeights)]
  const centre = s.weighted[0] / all
  const { weighted, mixed, squares } = about(s, centre)
  const rest = rounded(weighted) / all
  const spread = rounded(squares) - rest * (2 * rounded(mixed) - rest * allSquared)
  const have = spread > 0 ? doubt(s.n, reach(s.span, s.shift) / Math.sqrt(spread / allSquared)) : 1
  if (have > tolerable) return unknownBecause('NumericallyUnstable', { need: tolerable, have })
  const [mean, lack] = twoSum(s.shift, centre)
  return { mean: mean + (lack + rest), squaredError: spread / all ** 2 }
}

/**
 * The same mean, unbiased: Σwy / N, where N counts all traffic and not only that of this variant. Its
 * error grows with the distance of y from 0.
 *
 * D. G. Horvitz, D. J. Thompson, JASA 47, 1952.
 */
export function weighedMeanOf(s: PropensitySums, all: number): WeighedMean | Unknown {
  if (s.refused > 0) return unknownBecause('NumericallyUnstable', { need: tolerable, have: 1 })
  if (!(all >= 2)) return unknownBecause('TooFew', { need: 2, have: all })
  const { weighted, squares } = about(s, -s.shift)
  const mean = rounded(weighted) / all
  const spread = Math.max(0, rounded(squares) / all - mean ** 2)
  return { mean, squaredError: spread / (all - 1) }
}
