import { type Unknown, unknownBecause } from '../unknown.ts'

/**
 * The population stability index of two histograms with the same bins: Σ (a − e) ln(a / e) over their
 * shares, never negative, 0 only where all are equal. By custom .1 is worth a look and .25 is a
 * shift. An empty bin counts as a share of `floor`, and nothing is normalised again. Requires a count
 * each and a floor above 0. O(bins).
 *
 * S. Kullback, R. A. Leibler, "On information and sufficiency", Annals of Mathematical Statistics 22,
 * 1951 (the symmetric divergence J).
 */
export function populationStability(
  expected: readonly number[],
  actual: readonly number[],
  floor = 1e-4,
): number | Unknown {
  const [e, a] = [sharesOf(expected), sharesOf(actual)]
  if (e === undefined || a === undefined) return unknownBecause('TooFew')
  if (e.length !== a.length || !(floor > 0)) return unknownBecause('OutOfRange')
  let sum = 0
  for (const [i, share] of e.entries()) {
    const [before, now] = [share || floor, a[i] || floor]
    sum += (now - before) * Math.log(now / before)
  }
  return sum
}

/** What part of all each bin has; undefined where there is nothing, or a count is negative. O(bins). */
export function sharesOf(counts: readonly number[]): readonly number[] | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (!(total > 0 && total < Number.POSITIVE_INFINITY)) return undefined
  return counts.every((count) => count >= 0) ? counts.map((count) => count / total) : undefined
}
