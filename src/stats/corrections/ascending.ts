/** The p-values from the smallest on, with the places that they came from. O(n log n). */
export function ascending(
  ps: readonly number[],
): readonly { readonly p: number; readonly place: number }[] {
  return ps.map((p, place) => ({ p, place })).sort((a, b) => a.p - b.p)
}
