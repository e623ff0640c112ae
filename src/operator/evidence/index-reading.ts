import { ContenderError, saidBy } from '../../errors.ts'
import type { CheckPoint } from '../../evidence/checkpoint/check-point.ts'
import { checkPointIn } from '../../evidence/checkpoint/reading.ts'
import type { Index } from './layout.ts'
import { type Packed, unpacked } from './packing.ts'
import { pieceKey } from './pieces.ts'
import type { Leaf, Shelf } from './shelf.ts'

/** The check-point that an index names. Throws `EvidenceCorrupt` where anything of it isn't what was written. */
export async function pointIn(leaf: Leaf, shelf: Pick<Shelf, 'read'>): Promise<CheckPoint> {
  const { parts, digest } = indexIn(leaf)
  const found = await Promise.all(parts.map((part) => packedIn(part, leaf, shelf)))
  const there = found.filter((part) => part !== undefined)
  return checkPointIn(await Promise.all(there.map(unpacked)), digest)
}

/** Whether anything lies beside it; where it can't be read, perhaps. */
export function hasPieces(leaf: Leaf): boolean {
  try {
    return indexIn(leaf).parts.some(({ pieces }) => pieces.length > 0)
  } catch {
    return true
  }
}

/** Nothing, where a piece is missing. */
async function packedIn(
  { name, pieces }: Index['parts'][number],
  leaf: Leaf,
  shelf: Pick<Shelf, 'read'>,
): Promise<Packed | undefined> {
  const leaves = await Promise.all(pieces.map(shelf.read))
  const inline = pieces.length === 0 ? [leaf.bytes[name]] : []
  const bytes = [...inline, ...leaves.map((each) => each?.bytes[pieceKey])]
  const there = bytes.filter((each) => each !== undefined)
  return there.length < bytes.length ? undefined : { name, bytes: Buffer.concat(there) }
}

function indexIn({ index }: Leaf): Index {
  const read = parsed(index ?? '')
  if (read.format === 1) return read
  throw new ContenderError('EvidenceCorrupt', 'the index of the check-point is of another version')
}

function parsed(text: string): Index {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const why = `the index of the check-point is no JSON: ${saidBy(cause)}`
    throw new ContenderError('EvidenceCorrupt', why)
  }
}
