import { type Unknown, unknownBecause } from '../unknown.ts'

const manyPairs = 10_000

/**
 * The chance, two-sided, of a u as far from its middle as this one, when all orders of m + n different
 * outcomes are equally likely. Sums of positive terms only: exact to the last digits also at 1e-50.
 * O((mn)²/2), hence refused beyond ten thousand pairs.
 *
 * Mann, Whitney 1947: the largest outcome is a challenger's with chance n/(m + n), and then
 * beats all m; otherwise it adds nothing.
 */
export function exactMannWhitney(u: number, m: number, n: number): number | Unknown {
  if (m * n > manyPairs) return unknownBecause('TooLarge')
  const bound = Math.min(u, m * n - u)
  // chances[j][k]: that u is k, among the champion's first i outcomes and the challenger's first j.
  const nothing = () => new Float64Array(bound + 1)
  const chances = Array.from({ length: n + 1 }, nothing)
  for (const row of chances) row[0] = 1
  for (let i = 1; i <= m; i++) {
    for (let j = 1; j <= n; j++) {
      mix(chances[j] ?? nothing(), chances[j - 1] ?? nothing(), i, j)
    }
  }
  const below = (chances[n] ?? nothing()).reduce((sum, chance) => sum + chance, 0)
  return Math.min(1, 2 * below)
}

/** `row` held the chances for i − 1 and j, and now holds those for i and j; `fewer` is for i, j − 1. */
function mix(row: Float64Array, fewer: Float64Array, i: number, j: number): void {
  const [champion, challenger] = [i / (i + j), j / (i + j)]
  for (let k = row.length - 1; k >= 0; k--) {
    row[k] = champion * (row[k] ?? 0) + (k >= i ? challenger * (fewer[k - i] ?? 0) : 0)
  }
}
