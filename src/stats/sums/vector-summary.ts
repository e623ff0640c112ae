import { sum } from '../special/sum.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { twoSum } from './double.ts'
import { centralised, layoutOf, placeOfPair, recentred } from './monomials.ts'
import { doubt, reach, type Span, tolerable } from './span.ts'
import { rounded } from './triple.ts'
import type { VectorMoments } from './vector-moments.ts'

/** What the delta method needs of several things measured of each outcome. */
export type VectorSummary = {
  readonly n: number
  readonly means: readonly number[]
  /** Unbiased. */
  readonly covariance: readonly (readonly number[])[]
  /** Mean products of every three deviations, in the order of `Layout`; empty at order 2. */
  readonly thirds: readonly number[]
}

/**
 * Means and covariances. Known from two outcomes on. A covariance errs by less than 1e-6 of the two
 * deviations' product, and usually in the last digit only; where that can't be promised, for reasons
 * as in `summaryOf`, the answer is `NumericallyUnstable`. Things that never vary have covariances of 0,
 * exactly. O(sums).
 */
export function vectorSummaryOf(m: VectorMoments): VectorSummary | Unknown {
  if (m.beyond > 0) return unknownBecause('NumericallyUnstable', { need: tolerable, have: 1 })
  const { n, spans } = m
  if (n < 2) return unknownBecause('TooFew', { need: 2, have: n })

  const things = spans.length
  const centres = spans.map((_, i) => (m.sums[i]?.[0] ?? 0) / n)
  const about = recentred(m.sums, n, centres).map((sum) => rounded(sum) / n)
  const { seconds, thirds } = centralised(about, things)
  const varies = (i: number) => spans[i]?.low !== spans[i]?.high
  const at = (i: number, j: number) =>
    varies(i) && varies(j) ? (seconds[placeOfPair(things, Math.min(i, j), Math.max(i, j))] ?? 0) : 0

  const doubts = spans.map((span, i) => doubtOf(n, span, m.shifts[i] ?? 0, at(i, i)))
  const have = Math.max(0, ...doubts)
  if (have > tolerable) return unknownBecause('NumericallyUnstable', { need: tolerable, have })
  const unbiased = n / (n - 1)
  return {
    n,
    means: spans.map(({ low, high }, i) => {
      const [mean, lack] = twoSum(m.shifts[i] ?? 0, centres[i] ?? 0)
      return low === high ? low : mean + (lack + (about[i] ?? 0))
    }),
    covariance: spans.map((_, i) => spans.map((_, j) => at(i, j) * unbiased)),
    thirds: thirds.map((third, place) =>
      layoutOf(things).trios[place]?.every(varies) ? third : 0,
    ),
  }
}

/**
 * How Σ wᵢ·xᵢ varies from outcome to outcome. A variance that is less than the roundings of its own
 * terms is 0, and then so is the skew. The skew is `undefined` at order 2. O(d³).
 */
export function along(
  { n, covariance, thirds }: VectorSummary,
  weights: readonly number[],
): { readonly variance: number; readonly skew: number | undefined } {
  const deviations = covariance.map((row, i) => Math.sqrt(row[i] ?? 0))
  const sizes = deviations.map((deviation, i) => Math.abs(weights[i] ?? 0) * deviation)
  const size = Math.min(Number.MAX_VALUE, Math.max(0, ...sizes))
  const still = { variance: 0, skew: thirds.length > 0 ? 0 : undefined }
  if (size === 0) return still

  const parts = sizes.map((each, i) => (each === 0 ? 0 : (weights[i] ?? 0) / size))
  const terms = covariance.flatMap((row, i) =>
    row.map((c, j) => c * (parts[i] ?? 0) * (parts[j] ?? 0)),
  )
  const variance = sum(terms)
  if (variance <= 4 * Number.EPSILON * sum(terms.map(Math.abs))) return still
  return {
    variance: Math.min(Number.MAX_VALUE, size * variance * size),
    skew: thirds.length > 0 ? third(thirds, parts) / (variance * (1 - 1 / n)) ** 1.5 : undefined,
  }
}

/** The mean cube of a combination's deviation: each mixed product counts as often as it has orders. */
function third(thirds: readonly number[], parts: readonly number[]): number {
  const on = (i: number) => parts[i] ?? 0
  return sum(
    layoutOf(parts.length).trios.map(([i, j, k], place) => {
      const orders = i === k ? 1 : i === j || j === k ? 3 : 6
      return orders * (thirds[place] ?? 0) * on(i) * on(j) * on(k)
    }),
  )
}

function doubtOf(n: number, span: Span, shift: number, variance: number): number {
  if (span.low === span.high) return 0
  return variance > 0 ? doubt(n, reach(span, shift) / Math.sqrt(variance)) : 1
}
