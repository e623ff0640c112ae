import type { Statistic } from './statistic.ts'

/** One statistic per name. Any string is a name, `__proto__` too. */
export type Keyed<S> = { readonly [key: string]: S }

/**
 * Statistics by name, merged name by name. Names stay in the order of their code units (`inOrder`), so
 * that equal contents are equal bytes. O(k) for k names that are known already, else O(k log k).
 */
export function keyed<S>({ merge }: Pick<Statistic<S>, 'merge'>): Statistic<Keyed<S>> {
  return {
    none: {},
    merge: (a, b) => {
      const names = Object.keys(b)
      if (names.length === 0) return a
      const both = Object.entries(a).map(([name, known]) => {
        const other = at(b, name)
        return [name, other === undefined ? known : merge(known, other)] as const
      })
      const fresh = names.filter((name) => !Object.hasOwn(a, name))
      if (fresh.length === 0) return Object.fromEntries(both)
      return inOrder({ ...Object.fromEntries(both), ...only(b, fresh) })
    },
  }
}

/** What is kept under a name; never what every object inherits. */
export function at<S>(record: Keyed<S>, name: string): S | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/** The same, with its names in order. Statistics by name that are made by hand begin with this. */
export function inOrder<S>(record: Keyed<S>): Keyed<S> {
  const names = Object.keys(record)
  return names.every((name, i) => i === 0 || (names[i - 1] ?? '') < name)
    ? record
    : only(record, names.sort())
}

/** These entries, in this order. Assigned one by one, `__proto__` would be lost. */
function only<S>(record: Keyed<S>, names: readonly string[]): Keyed<S> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const kept = at(record, name)
      return kept === undefined ? [] : [[name, kept]]
    }),
  )
}
