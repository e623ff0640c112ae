import type { OpenBlock } from './open-block.ts'

/** Whose receipts, and which part of what came of them. */
export type SeenOf = { readonly instance: string; readonly part: string }

export type Subject = { readonly of: SeenOf; readonly blocks: Map<number, OpenBlock> }

/** All that receipts are seen of. They are asked for several times with each outcome: two look-ups cost less than to make a name of both. */
export function createSubjects() {
  const byInstance = new Map<string, Map<string, Subject>>()

  function open(of: SeenOf): Subject {
    return find(of) ?? opened(of)
  }

  function find({ instance, part }: SeenOf): Subject | undefined {
    return byInstance.get(instance)?.get(part)
  }

  function opened({ instance, part }: SeenOf): Subject {
    const byPart = byInstance.get(instance) ?? new Map<string, Subject>()
    const subject = { of: { instance, part }, blocks: new Map() }
    byInstance.set(instance, byPart.set(part, subject))
    return subject
  }

  function remove({ instance, part }: SeenOf): void {
    const byPart = byInstance.get(instance)
    byPart?.delete(part)
    if (byPart?.size === 0) byInstance.delete(instance)
  }

  const all = (): readonly Subject[] =>
    [...byInstance.values()].flatMap((byPart) => [...byPart.values()])

  return { open, find, remove, all }
}
