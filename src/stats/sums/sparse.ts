/** Counts by place, in ascending order of places; where nothing was counted there is no entry. */
export type Sparse = readonly (readonly [place: number, count: number])[]

/** With more of one place. O(entries): it copies them. */
export function counted(entries: Sparse, place: number, count = 1): Sparse {
  const i = firstFrom(entries, place)
  const found = entries[i]
  return found?.[0] === place
    ? entries.with(i, [place, found[1] + count])
    : entries.toSpliced(i, 0, [place, count])
}

/** Both together. O(entries). */
export function together(a: Sparse, b: Sparse): Sparse {
  const all: (readonly [number, number])[] = []
  let j = 0
  for (const [place, count] of a) {
    let other = b[j]
    for (; other !== undefined && other[0] < place; other = b[++j]) all.push(other)
    if (other?.[0] === place) j++
    all.push([place, count + (other?.[0] === place ? other[1] : 0)])
  }
  return [...all, ...b.slice(j)]
}

/** How many lie at a place or after it. O(entries). */
export function countFrom(entries: Sparse, place: number): number {
  let count = 0
  for (let i = firstFrom(entries, place); i < entries.length; i++) count += entries[i]?.[1] ?? 0
  return count
}

/** The place that holds the one of this rank, the first being 1; the last place where there are fewer. O(entries). */
export function placeOfRank(entries: Sparse, rank: number): number | undefined {
  let before = 0
  for (const [place, count] of entries) {
    before += count
    if (before >= rank) return place
  }
  return entries.at(-1)?.[0]
}

/** The index of the first entry at a place or after it. */
function firstFrom(entries: Sparse, place: number): number {
  let [from, to] = [0, entries.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((entries[middle]?.[0] ?? 0) < place) from = middle + 1
    else to = middle
  }
  return from
}
