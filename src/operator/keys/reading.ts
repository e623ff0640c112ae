import type { Clock } from '../../reconciler/clock.ts'

/** Secrets are asked for by name, and not more often than that. */
const freshMs = 60_000

/** What was read, for a minute; all who ask meanwhile wait for one answer. A read that failed is not remembered. */
export function remembered<T>(clock: Pick<Clock, 'now'>, read: () => Promise<T>): () => Promise<T> {
  let last: { readonly value: Promise<T>; readonly atMs: number } | undefined
  return function recent() {
    if (last !== undefined && clock.now() < last.atMs + freshMs) return last.value
    const mine = { value: read(), atMs: clock.now() }
    last = mine
    mine.value.catch(() => {
      if (last === mine) last = undefined
    })
    return mine.value
  }
}
