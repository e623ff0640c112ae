/** The pairs that the second sample wins, ties as halves, and Σ t³ − t over the groups of equals. */
export type RankSum = { readonly u: number; readonly ties: number }

/** Compares each of one sample with each of another, by sorting copies of both. O(n log n). */
export function rankSum(first: ArrayLike<number>, second: ArrayLike<number>): RankSum {
  const a = Float64Array.from(first).sort()
  const b = Float64Array.from(second).sort()
  let [i, j, u, ties] = [0, 0, 0, 0]
  while (i < a.length || j < b.length) {
    const value = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY)
    const [iNext, jNext] = [endOfEquals(a, i, value), endOfEquals(b, j, value)]
    const together = iNext - i + (jNext - j)
    u += (jNext - j) * (i + (iNext - i) / 2)
    ties += together ** 3 - together
    i = iNext
    j = jNext
  }
  return { u, ties }
}

function endOfEquals(sorted: Float64Array, from: number, value: number): number {
  let end = from
  while (end < sorted.length && !((sorted[end] ?? 0) > value)) end++
  return end
}
