import { bitsPerBlock, isSet, set } from './bits.ts'
import { packedPlaces } from './few.ts'
import { include, newBlock, type OpenBlock, wereSet, writable } from './open-block.ts'
import { type PackedBits, packedBits } from './packing.ts'
import { createSubjects, type SeenOf, type Subject } from './subjects.ts'

/**
 * Of which receipts what has been scored: plain JSON. Instances number theirs without gaps, so one is a bit for each part of what
 * came of it: 125 kB for a million of them while some are missing, and hardly anything once all are there.
 */
export type Seen = { readonly format: 1; readonly blocks: readonly SeenBlock[] }

type SeenBlock = SeenOf & {
  /** The first holds the numbers from 0 on. */
  readonly block: number
  /** When the youngest of those that were scored was given. */
  readonly youngestMs: number
  readonly bits: PackedBits
}

/** The same, written to. */
export type OpenSeen = {
  readonly has: (of: SeenOf, sequence: number) => boolean
  /** Whether it is new; of a duplicate nothing changes. */
  readonly add: (of: SeenOf, sequence: number, exposedAtMs: number) => boolean
  /** All that somebody else has seen, too; returns what of it is new. */
  readonly join: (seen: Seen) => Seen
  /** Forgets blocks of receipts given before, and says from when on nothing is forgotten: 0 where nothing was. */
  readonly expire: (beforeMs: number) => number
  /** What was added since this was last asked, and nothing else. What was joined is not: others tell that themselves. */
  readonly changes: () => Seen
  /**
   * All that is seen at this moment, however late it is read, in pieces of about so many characters: so no step takes long.
   * In the order of instances, parts and numbers.
   */
  readonly pieces: (characters: number) => Iterable<Seen>
}

export const noneSeen: Seen = { format: 1, blocks: [] }

export function createSeen(): OpenSeen {
  const subjects = createSubjects()
  let added = new Map<OpenBlock, Added>()
  let readings = 0

  function blockOf({ blocks }: Subject, number: number): OpenBlock {
    const known = blocks.get(number)
    if (known !== undefined) return known
    const block = newBlock(readings)
    blocks.set(number, block)
    return block
  }

  function has(of: SeenOf, sequence: number): boolean {
    const block = subjects.find(of)?.blocks.get(Math.floor(sequence / bitsPerBlock))
    return block !== undefined && isSet(block.bits, sequence % bitsPerBlock)
  }

  function add(of: SeenOf, sequence: number, exposedAtMs: number): boolean {
    const subject = subjects.open(of)
    const number = Math.floor(sequence / bitsPerBlock)
    const block = blockOf(subject, number)
    const place = sequence % bitsPerBlock
    if (isSet(block.bits, place)) return false
    set(writable(block, readings), place)
    wereSet(block, 1, exposedAtMs)
    const before = added.get(block)
    if (before === undefined) added.set(block, { of: subject.of, number, places: [place] })
    else before.places.push(place)
    return true
  }

  function join({ blocks }: Seen): Seen {
    const news = blocks.flatMap(({ instance, part, block: number, youngestMs, bits }) => {
      const block = blockOf(subjects.open({ instance, part }), number)
      const news = include(block, bits, readings)
      if (news.count === 0 && youngestMs <= block.youngestMs) return []
      wereSet(block, news.count, youngestMs)
      return [{ instance, part, block: number, youngestMs, bits: news.bits }]
    })
    return { format: 1, blocks: news }
  }

  function expire(beforeMs: number): number {
    let keptFromMs = 0
    for (const { of, blocks } of subjects.all()) {
      for (const [number, block] of olderIn(blocks, beforeMs)) {
        keptFromMs = Math.max(keptFromMs, block.youngestMs + 1)
        blocks.delete(number)
        added.delete(block)
      }
      if (blocks.size === 0) subjects.remove(of)
    }
    return keptFromMs
  }

  function changes(): Seen {
    const told = [...added].map(([{ youngestMs }, { of, number, places }]) => ({
      ...{ ...of, block: number, youngestMs, bits: packedPlaces(places) },
    }))
    added = new Map()
    return { format: 1, blocks: told }
  }

  /** Whatever is written to afterwards is copied first, once. */
  function pieces(characters: number): Iterable<Seen> {
    readings++
    const blocks = subjects
      .all()
      .toSorted(bySubject)
      .flatMap(({ of, blocks }) =>
        [...blocks]
          .sort(([a], [b]) => a - b)
          .map(([number, { youngestMs, bits }]) => ({ of, number, youngestMs, bits })),
      )
    return piecesOf(blocks, characters)
  }

  return { has, add, join, expire, changes, pieces }
}

type Added = { readonly of: SeenOf; readonly number: number; readonly places: number[] }

type Block = Pick<OpenBlock, 'youngestMs' | 'bits'> & Omit<Added, 'places'>

const olderIn = (blocks: Subject['blocks'], thanMs: number) =>
  [...blocks].filter(([, { youngestMs }]) => youngestMs < thanMs)

const bySubject = ({ of: a }: Subject, { of: b }: Subject) => (nameOf(a) < nameOf(b) ? -1 : 1)

const nameOf = ({ instance, part }: SeenOf) => `${instance} ${part}`

function* piecesOf(blocks: readonly Block[], characters: number): Generator<Seen> {
  let [piece, length]: [SeenBlock[], number] = [[], 0]
  for (const { of, number, youngestMs, bits } of blocks) {
    const packed = packedBits(bits)
    piece.push({ ...of, block: number, youngestMs, bits: packed })
    length += packed.length + aroundBits
    if (length < characters) continue
    yield { format: 1, blocks: piece }
    ;[piece, length] = [[], 0]
  }
  if (piece.length > 0) yield { format: 1, blocks: piece }
}

/** About what a block takes as JSON beside its bits. */
const aroundBits = 100
