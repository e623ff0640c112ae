import { type Unknown, unknownBecause, unlessOverflown } from '../unknown.ts'
import { productDifference } from './product-difference.ts'

/** Sums over outcomes that come in twos: numerator and denominator, or outcome and covariate. */
export type PairSums = {
  readonly n: number
  readonly sumY: number
  readonly sumYY: number
  readonly sumX: number
  readonly sumXX: number
  readonly sumXY: number
}

/** How two things go together, of one outcome. */
export type PairMoments = {
  readonly n: number
  readonly meanY: number
  readonly meanX: number
  readonly varianceY: number
  readonly varianceX: number
  readonly covariance: number
}

/**
 * Means, unbiased variances and covariance, as exactly as the sums allow; `NumericallyUnstable` where less
 * than ten digits of y are left after taking out its mean. Requires two outcomes. O(1).
 */
export function momentsOf({ n, sumY, sumYY, sumX, sumXX, sumXY }: PairSums): PairMoments | Unknown {
  if (n < 2) return unknownBecause('TooFew')
  const spreadOfY = productDifference(n, sumYY, sumY, sumY)
  if (spreadOfY !== 0 && spreadOfY < 1e-10 * n * sumYY) return unknownBecause('NumericallyUnstable')
  const spreadOfX = Math.max(0, productDifference(n, sumXX, sumX, sumX))
  return unlessOverflown({
    n,
    meanY: sumY / n,
    meanX: sumX / n,
    varianceY: spreadOfY / n / (n - 1),
    varianceX: spreadOfX / n / (n - 1),
    covariance: productDifference(n, sumXY, sumY, sumX) / n / (n - 1),
  })
}

/** The sums over both, in plain doubles: what is counted over weeks is counted in `sums`. O(1). */
export function mergePairs(a: PairSums, b: PairSums): PairSums {
  return {
    n: a.n + b.n,
    sumY: a.sumY + b.sumY,
    sumYY: a.sumYY + b.sumYY,
    sumX: a.sumX + b.sumX,
    sumXX: a.sumXX + b.sumXX,
    sumXY: a.sumXY + b.sumXY,
  }
}
