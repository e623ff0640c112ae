/**
 * The counts at which to look: from the first to the last, each about the same factor beyond the one
 * before, so that early and late are looked at alike. Whole, increasing, both ends included; fewer than asked
 * where whole numbers run out.
 */
export function logSpaced(first: number, last: number, looks: number): readonly number[] {
  const factor = (last / first) ** (1 / Math.max(1, looks - 1))
  const counts: number[] = []
  for (let look = 0; look < looks; look++) {
    const wanted = look === looks - 1 ? last : Math.round(first * factor ** look)
    if (wanted > (counts.at(-1) ?? 0)) counts.push(wanted)
  }
  return counts
}
