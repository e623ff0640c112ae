import { ContenderError } from '../../errors.ts'
import type { Packed } from './packing.ts'
import type { Shelf } from './shelf.ts'

/** Under which a piece has its bytes. */
export const pieceKey = 'piece'

/** What lies beside the index of one experiment. Each piece is named after its bytes, and never changes. */
export function createPieces(shelf: Shelf, indexName: string) {
  let known: Set<string> | undefined

  /** Most experiments have none: nobody asks before there is one. */
  async function look(): Promise<Set<string>> {
    const all = await shelf.list()
    known = new Set(all.map(({ name }) => name).filter((name) => name !== indexName))
    return known
  }

  async function lay(piece: Packed): Promise<void> {
    const lying = known ?? (await look())
    if (lying.has(piece.name)) return
    try {
      await shelf.create(piece.name, { bytes: { [pieceKey]: piece.bytes } })
    } catch (cause) {
      // It may be one's own, whose answer was lost.
      if (!(isNameTaken(cause) && (await isThere(piece)))) throw cause
    }
    lying.add(piece.name)
  }

  async function isThere({ name, bytes }: Packed): Promise<boolean> {
    const there = (await shelf.read(name))?.bytes[pieceKey]
    return there !== undefined && bytes.equals(there)
  }

  /** All others go. Whoever still wants them has been overtaken, and can't write an index any more. What can't be had now is gone next time. */
  async function clear(named: readonly Packed[]): Promise<void> {
    const names = new Set(named.map(({ name }) => name))
    const old = [...(known ?? [])].filter((name) => !names.has(name))
    if (old.length === 0) return
    try {
      const lying = await shelf.list()
      for (const each of lying.filter(({ name }) => old.includes(name))) await shelf.remove(each)
      known = names
    } catch {
      // They are known still, and only take room.
    }
  }

  const forget = (): void => {
    known = undefined
  }

  return { look, forget, lay, clear }
}

const isNameTaken = (cause: unknown) =>
  cause instanceof ContenderError && cause.code === 'NameTaken'
