/** The name that a typing error may have meant: at most two letters away, or a third of its length. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: distanceOf(text.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
  const [best] = ranked
  return best && best.distance <= Math.max(2, text.length / 3) ? best.name : undefined
}

/** Is this the name, or within two letters of it? */
export function isNear(text: string, name: string): boolean {
  return distanceOf(text.toLowerCase(), name.toLowerCase()) <= 2
}

/** Insertions, deletions and substitutions between two words (Levenshtein). */
function distanceOf(a: string, b: string): number {
  const first = Array.from({ length: b.length + 1 }, (_, j) => j)
  const last = [...a].reduce((above, letter, i) => {
    const row = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const change = (above[j] ?? 0) + (letter === other ? 0 : 1)
      row.push(Math.min(change, (above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1))
    }
    return row
  }, first)
  return last[b.length] ?? 0
}
