import type { Owner } from './owner.ts'

/** A partial download is two files of one name: the bytes, and marks of how far they can be trusted. */
export type PartialName = { readonly key: string; readonly owner: string; readonly number: string }

export const nameOf = ({ key, owner, number }: PartialName) => `${key}.${owner}.${number}`

/** Of the names in a folder, those that are ours. */
export function partialsIn(entries: readonly string[]): readonly PartialName[] {
  const found = entries.flatMap((entry) => {
    const [, key, owner, number] = /^([0-9a-f]{64})\.([\w~-]+)\.(\d+)\.bytes$/.exec(entry) ?? []
    return key && owner && number ? [{ key, owner, number }] : []
  })
  return found
}

type Silence = { readonly name: PartialName; readonly silentMs: number }

/** What is left of downloads that nobody goes on with. */
export type Leftover = {
  readonly owner: Owner
  /** Of this process, those that are under way. */
  readonly active: ReadonlySet<string>
  /** Of which model whatever could be used has been. */
  readonly used: string
}

/**
 * A writer that lives is never silent for long, but for pauses between tries. If it should live after all,
 * it finds its file gone, and fetches again.
 */
export function isLeftover(
  { name, silentMs }: Silence,
  { owner, active, used }: Leftover,
): boolean {
  if (active.has(nameOf(name))) return false
  if (silentMs > forgottenMs) return true
  if (name.key !== used) return false
  return name.owner === owner.name || owner.isGone(name.owner) || silentMs > quietMs
}

const quietMs = 120_000
const forgottenMs = 3_600_000
