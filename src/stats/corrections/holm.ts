import { ascending } from './ascending.ts'

/**
 * Holm: p-values adjusted so that rejecting those ≤ alpha rejects any true hypothesis with
 * probability at most alpha, whatever their dependence; also for always-valid p-values, at any time.
 * Never less power than Bonferroni's. In the order given. O(n log n).
 *
 * S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
 * Statistics 6, 1979.
 */
export function holm(ps: readonly number[]): readonly number[] {
  const adjusted = ps.map(() => 1)
  let last = 0
  for (const [rank, { p, place }] of ascending(ps).entries()) {
    last = Math.max(last, Math.min(1, p * (ps.length - rank)))
    adjusted[place] = last
  }
  return adjusted
}
