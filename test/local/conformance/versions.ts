/** The versions that one case has seen, and what they become: only how they compare counts. */
export type Versions = {
  /** Of an object: `r1` is the oldest that the case has seen, and equal ones are equal. */
  readonly rankOf: (version: string) => string
  /**
   * Of a list or a bookmark: others write to a server too, so it may be any version from that of the
   * newest object seen before it, `r3`, to the next: `r3+`.
   */
  readonly since: (version: string) => string
}

export function versionsOf(values: readonly unknown[]): Versions {
  const seen = new Set<string>()
  for (const value of values) collect(value, false, seen)
  const sorted = [...seen]
    .filter((text) => /^\d+$/.test(text))
    .sort((a, b) => Number(a) - Number(b))
  const ranks = new Map(sorted.map((version, index) => [version, `r${index + 1}`]))
  return {
    rankOf: (version) => ranks.get(version) ?? version,
    since: (version) => {
      if (!/^[1-9]\d*$/.test(version)) return version
      return `r${sorted.filter((other) => Number(other) <= Number(version)).length}+`
    },
  }
}

/** Whether the metadata of this is of many objects, or its own. */
export function isMany(value: object): boolean {
  const { kind } = Object(value)
  return kind === 'Table' || (typeof kind === 'string' && kind.endsWith('List'))
}

export const isBookmark = (value: object): boolean => Object(value).type === 'BOOKMARK'

function collect(value: unknown, isLoose: boolean, seen: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  const { resourceVersion } = Object(value)
  if (!isLoose && typeof resourceVersion === 'string') seen.add(resourceVersion)
  const many = isMany(value)
  for (const [key, below] of Object.entries(value)) {
    collect(below, isLoose || isBookmark(value) || (many && key === 'metadata'), seen)
  }
}
