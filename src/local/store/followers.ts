import type { Change } from './store.ts'

type Follower = { readonly since: number; readonly hear: (change: Change) => void }

/**
 * Whoever hears of changes. Each hears all of them, once and in their order, though a listener may itself
 * write while it hears: that change waits until everybody has heard the one before.
 */
export function createFollowers() {
  const followers = new Map<string, Set<Follower>>()
  const untold: Change[] = []
  let isTelling = false

  /** Hears of the changes after the version `since`, and of none that is just being told. */
  function follow(collection: string, since: number, hear: Follower['hear']): () => void {
    const all = followers.get(collection) ?? new Set()
    followers.set(collection, all)
    const follower = { since, hear }
    all.add(follower)
    return () => void all.delete(follower)
  }

  function tell(change: Change): void {
    untold.push(change)
    if (isTelling) return
    isTelling = true
    const thrown: unknown[] = []
    for (const next of untold) thrown.push(...tellAll(next))
    untold.length = 0
    isTelling = false
    if (thrown.length > 0) throw thrown[0]
  }

  function tellAll(change: Change): readonly unknown[] {
    const thrown: unknown[] = []
    for (const { since, hear } of followers.get(change.collection) ?? []) {
      if (change.version <= since) continue
      try {
        hear(change)
      } catch (cause) {
        thrown.push(cause)
      }
    }
    return thrown
  }

  return { follow, tell }
}
