/**
 * Bonferroni: p-values adjusted so that rejecting those ≤ alpha rejects any true hypothesis with
 * probability at most alpha, whatever their dependence. In the order given. O(n).
 *
 * C. E. Bonferroni, "Teoria statistica delle classi e calcolo delle probabilità", 1936.
 */
export function bonferroni(ps: readonly number[]): readonly number[] {
  return ps.map((p) => Math.min(1, p * ps.length))
}
