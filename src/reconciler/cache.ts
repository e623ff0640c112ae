import type { Entry } from './source.ts'

/** The terms under which an entry is found: its owner, its node. */
export type Indexes<T, Name extends string> = {
  readonly [name in Name]: (entry: T) => readonly string[]
}

/** A change that took place; an entry that came has no `before`, one that went no `after`. */
export type Changed<T> = { readonly before?: T; readonly after?: T }

/**
 * What is known of one kind of objects: projections, by key and by index, never whole objects.
 * Only what really changes something is reported, so the same news twice is no news.
 */
export function createCache<T extends Entry, Name extends string = never>(
  indexes: Indexes<T, Name>,
) {
  const entries = new Map<string, T>()
  const found = new Map<Name, Map<string, Set<string>>>()
  const names = Object.keys(indexes) as Name[]
  for (const name of names) found.set(name, new Map())

  function put(after: T): Changed<T> | undefined {
    const before = entries.get(after.key)
    if (before?.version === after.version) return undefined
    if (before !== undefined) unlink(before)
    entries.set(after.key, after)
    link(after)
    return before === undefined ? { after } : { before, after }
  }

  function drop(key: string): Changed<T> | undefined {
    const before = entries.get(key)
    if (before === undefined) return undefined
    entries.delete(key)
    unlink(before)
    return { before }
  }

  /** Takes a whole list for the truth: what it doesn't hold is gone. */
  function replace(listed: readonly T[]): readonly Changed<T>[] {
    const present = new Set(listed.map(({ key }) => key))
    const gone = [...entries.keys()].filter((key) => !present.has(key)).map(drop)
    return [...gone, ...listed.map(put)].filter((changed) => changed !== undefined)
  }

  function link(entry: T): void {
    for (const name of names) {
      const keys = found.get(name)
      for (const term of indexes[name](entry)) {
        const linked = keys?.get(term)
        if (linked === undefined) keys?.set(term, new Set([entry.key]))
        else linked.add(entry.key)
      }
    }
  }

  function unlink(entry: T): void {
    for (const name of names) {
      const keys = found.get(name)
      for (const term of indexes[name](entry)) {
        keys?.get(term)?.delete(entry.key)
        if (keys?.get(term)?.size === 0) keys.delete(term)
      }
    }
  }

  function by(name: Name, term: string): readonly T[] {
    const keys = found.get(name)?.get(term) ?? []
    return [...keys].flatMap((key) => entries.get(key) ?? [])
  }

  return {
    put,
    drop,
    replace,
    by,
    get: (key: string): T | undefined => entries.get(key),
    keys: () => entries.keys(),
    values: () => entries.values(),
    size: () => entries.size,
  }
}

export type Cache<T extends Entry, Name extends string = never> = ReturnType<
  typeof createCache<T, Name>
>
