export type Due = { readonly key: string; readonly at: number; readonly turn: number }

/** What is due first comes out first; of what is due at once, what came in first. */
export function createHeap() {
  const heap: Due[] = []

  function push(due: Due): void {
    let hole = heap.length
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      const above = heap[parent]
      if (above === undefined || !isBefore(due, above)) break
      heap[hole] = above
      hole = parent
    }
    heap[hole] = due
  }

  function pop(): Due | undefined {
    const first = heap[0]
    const last = heap.pop()
    if (last !== undefined && heap.length > 0) sink(last)
    return first
  }

  /** Puts an element where the first one was, and lets it fall to its place. */
  function sink(due: Due): void {
    let hole = 0
    for (let child = firstChild(hole); child !== undefined; child = firstChild(hole)) {
      const below = heap[child]
      if (below === undefined || !isBefore(below, due)) break
      heap[hole] = below
      hole = child
    }
    heap[hole] = due
  }

  function firstChild(parent: number): number | undefined {
    const [left, right] = [heap[2 * parent + 1], heap[2 * parent + 2]]
    if (left === undefined) return undefined
    return 2 * parent + (right !== undefined && isBefore(right, left) ? 2 : 1)
  }

  /** Drops what does not fulfil a condition. */
  function keep(isKept: (due: Due) => boolean): void {
    for (const due of heap.splice(0).filter(isKept)) push(due)
  }

  return { push, pop, keep, peek: (): Due | undefined => heap[0], size: () => heap.length }
}

function isBefore(a: Due, b: Due): boolean {
  return a.at < b.at || (a.at === b.at && a.turn < b.turn)
}
