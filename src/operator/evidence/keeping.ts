import { ContenderError } from '../../errors.ts'
import { type CheckPoint, written } from '../../evidence/checkpoint/check-point.ts'
import { hasPieces, pointIn } from './index-reading.ts'
import { type Layout, layoutOf } from './layout.ts'
import { packed } from './packing.ts'
import { createPieces } from './pieces.ts'
import { mostPieceBytes } from './settings.ts'
import type { Contents, Leaf, Shelf } from './shelf.ts'

export type Kept = {
  readonly digest: string
  /** Of the longest part, packed. */
  readonly longestBytes: number
}

/**
 * Writes check-points of one experiment, and reads the last one. Whatever breaks off in between, the last one is whole: pieces come
 * first, under names that nothing else has, then the index that names them, and what no index names any more goes last.
 */
export function createKeeping(shelf: Shelf, pieceBytes = mostPieceBytes) {
  const name = `${shelf.name}-evidence`
  const pieces = createPieces(shelf, name)
  let index: Leaf | undefined

  /** To be asked before anything is written. Throws `EvidenceCorrupt` where it is not what was written. */
  async function read(): Promise<CheckPoint | undefined> {
    await look()
    return index && readAt(index)
  }

  async function readAt(leaf: Leaf): Promise<CheckPoint> {
    try {
      return await pointIn(leaf, shelf)
    } catch (cause) {
      await look()
      // Somebody else may have written meanwhile, and let go of what this one names.
      if (index === undefined || index.version === leaf.version) throw cause
      return readAt(index)
    }
  }

  async function look(): Promise<void> {
    index = await shelf.read(name)
    pieces.forget() // others may have let go of some
    if (index !== undefined && hasPieces(index)) await pieces.look()
  }

  /** A write that fails has changed nothing that can be read. */
  async function write(point: CheckPoint): Promise<Kept> {
    const { digest, parts } = written(point)
    const all = await Promise.all(parts.map(packed))
    const layout = layoutOf(name, { digest, parts: all }, pieceBytes)
    for (const piece of layout.pieces) await pieces.lay(piece)
    await writeIndex(contentsOf(layout))
    await pieces.clear(layout.pieces)
    return { digest, longestBytes: Math.max(...all.map(({ bytes }) => bytes.length)) }
  }

  async function writeIndex(contents: Contents): Promise<void> {
    try {
      const known = index
      index = await (known === undefined
        ? shelf.create(name, contents)
        : shelf.replace(name, contents, known))
    } catch (cause) {
      if (!isOvertaken(cause)) throw cause
      await look()
      // It may be one's own, whose answer was lost.
      if (index?.index !== contents.index) throw cause
    }
  }

  return { look, read, write }
}

const contentsOf = ({ index, inline }: Layout): Contents => ({
  index: JSON.stringify(index),
  bytes: Object.fromEntries(inline.map(({ name, bytes }) => [name, bytes])),
})

const isOvertaken = (cause: unknown) =>
  cause instanceof ContenderError && (cause.code === 'NameTaken' || cause.code === 'StaleWrite')
