/** A model that is to be served. */
export type Wanted = {
  readonly name: string
  readonly uri: string
  /** What it must be. */
  readonly sha256?: string | undefined
  /** What it was when it was first seen, where nobody has said what it must be. */
  readonly seen?: string | undefined
  /** If not given: the first digits of its digest. */
  readonly version?: string | undefined
}

/** What has the same is loaded once, and goes on as it is. */
export const identityOf = ({ name, version, uri, sha256, seen }: Wanted): string =>
  JSON.stringify([name, version ?? null, uri, sha256 ?? null, seen ?? null])

/** In the order in which they are wanted; what is wanted twice counts once. */
export function byName(wanted: readonly Wanted[]): ReadonlyMap<string, readonly Wanted[]> {
  const once = new Map(wanted.map((each) => [identityOf(each), each]))
  return Map.groupBy(once.values(), ({ name }) => name)
}

type Changes = {
  readonly come: readonly Wanted[]
  /** Identities. */
  readonly go: readonly string[]
}

/** From what is there, by identity, to what is wanted. All else stays as it is. */
export function changesFrom(present: Iterable<string>, wanted: readonly Wanted[]): Changes {
  const there = new Set(present)
  const identities = new Set(wanted.map(identityOf))
  return {
    come: wanted.filter((each) => !there.has(identityOf(each))),
    go: [...there].filter((identity) => !identities.has(identity)),
  }
}

/** A version that stands for two models. */
export const doubled = (versions: readonly string[]): string | undefined =>
  versions.find((version, nth) => versions.indexOf(version) !== nth)
