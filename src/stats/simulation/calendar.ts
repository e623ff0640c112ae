/**
 * Things that will be known later, by the time at which they will be. Kept in bins of time, so that those
 * due are found without looking at the others: the cost is that of the things that are due.
 */
export function calendar<T>(binMs: number) {
  const bins = new Map<number, Entry<T>[]>()
  let firstBin = 0

  function add(atMs: number, thing: T): void {
    const bin = Math.max(firstBin, Math.floor(atMs / binMs))
    const entries = bins.get(bin)
    if (entries === undefined) bins.set(bin, [{ atMs, thing }])
    else entries.push({ atMs, thing })
  }

  /** All that is known by now and wasn't at the last call, in the order of time. */
  function due(nowMs: number): readonly T[] {
    const lastBin = Math.floor(nowMs / binMs)
    const found = passed(lastBin).flatMap((bin) => taken(bin, nowMs))
    firstBin = lastBin
    return found
  }

  /** The bins to look into, by the shorter way: those of the time that passed, or those that there are. */
  function passed(lastBin: number): readonly number[] {
    if (lastBin - firstBin > bins.size)
      return [...bins.keys()].filter((bin) => bin <= lastBin).sort((a, b) => a - b)
    return Array.from({ length: lastBin - firstBin + 1 }, (_, index) => firstBin + index)
  }

  /** What is due of one bin. */
  function taken(bin: number, nowMs: number): readonly T[] {
    const entries = bins.get(bin)
    if (entries === undefined) return []
    const later = entries.filter(({ atMs }) => atMs > nowMs)
    if (later.length === 0) bins.delete(bin)
    else bins.set(bin, later)
    return entries
      .filter(({ atMs }) => atMs <= nowMs)
      .sort((a, b) => a.atMs - b.atMs)
      .map(({ thing }) => thing)
  }

  return { add, due }
}

type Entry<T> = { readonly atMs: number; readonly thing: T }
