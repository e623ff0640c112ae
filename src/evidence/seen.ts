import {
  allBits,
  type Bits,
  bitsPerBlock,
  isSet,
  joinBits,
  noBits,
  packedBits,
  set,
  sizeOf,
  unpackedBits,
} from './seen-bits.ts'

/**
 * Which receipts have been scored: plain JSON. Instances number theirs without gaps, so one is a bit: 125 kB for a
 * million of them while some are missing, and hardly anything once all are there.
 */
export type Seen = {
  readonly format: 1
  /** In the order of instances, then of blocks. */
  readonly blocks: readonly SeenBlock[]
}

type SeenBlock = {
  readonly instance: string
  /** The first holds the numbers from 0 on. */
  readonly block: number
  /** When the youngest of those that were scored was given. */
  readonly youngestMs: number
  readonly bits: Bits
}

/** The same, written to. */
export type OpenSeen = {
  readonly has: (instance: string, sequence: number) => boolean
  /** Whether it is new; of a duplicate nothing changes. */
  readonly add: (instance: string, sequence: number, exposedAtMs: number) => boolean
  /** All that somebody else has seen, too; whether any of it is new. */
  readonly join: (seen: Seen) => boolean
  /** Forgets blocks of receipts given before, and says from when on nothing is forgotten: 0 where nothing was. */
  readonly expire: (beforeMs: number) => number
  readonly read: () => Seen
  /** Blocks that have changed since this was last asked, whole; of what it was begun with, none. */
  readonly changes: () => Seen
}

export const noneSeen: Seen = { format: 1, blocks: [] }

/** Going on from what was seen. */
export function createSeen(start: Seen = noneSeen): OpenSeen {
  const instances = new Map<string, Map<number, OpenBlock>>()

  function blockOf(instance: string, number: number): OpenBlock | undefined {
    return instances.get(instance)?.get(number)
  }

  function begun(instance: string, number: number): OpenBlock {
    const blocks = instances.get(instance) ?? new Map<number, OpenBlock>()
    const block: OpenBlock = {
      ...{ youngestMs: 0, bits: noBits(), left: bitsPerBlock },
      ...{ isChanged: false, packed: undefined },
    }
    instances.set(instance, blocks.set(number, block))
    return block
  }

  function has(instance: string, sequence: number): boolean {
    const block = blockOf(instance, Math.floor(sequence / bitsPerBlock))
    return block !== undefined && isSet(block.bits, sequence % bitsPerBlock)
  }

  function add(instance: string, sequence: number, exposedAtMs: number): boolean {
    const number = Math.floor(sequence / bitsPerBlock)
    const place = sequence % bitsPerBlock
    const block = blockOf(instance, number) ?? begun(instance, number)
    if (isSet(block.bits, place)) return false
    set(block.bits, place)
    change(block, { youngestMs: exposedAtMs, left: block.left - 1 })
    return true
  }

  function join(seen: Seen): boolean {
    const news = seen.blocks.map(({ instance, block: number, youngestMs, bits }) => {
      const block = blockOf(instance, number) ?? begun(instance, number)
      const joined = joinBits(block.bits, unpackedBits(bits))
      const left = bitsPerBlock - sizeOf(joined)
      if (left === block.left && youngestMs <= block.youngestMs) return false
      block.bits = joined
      change(block, { youngestMs, left })
      return true
    })
    return news.includes(true)
  }

  function expire(beforeMs: number): number {
    let keptFromMs = 0
    for (const [instance, blocks] of instances) {
      keptFromMs = Math.max(keptFromMs, dropOlder(blocks, beforeMs))
      if (blocks.size === 0) instances.delete(instance)
    }
    return keptFromMs
  }

  function changes(): Seen {
    const blocks = blocksIn(instances, ({ isChanged }) => isChanged)
    for (const { instance, block } of blocks) unmark(blockOf(instance, block))
    return { format: 1, blocks }
  }

  join(start)
  changes()
  return {
    ...{ has, add, join, expire, changes },
    read: () => ({ format: 1, blocks: blocksIn(instances) }),
  }
}

type OpenBlock = {
  youngestMs: number
  bits: Uint8Array
  /** How many are not set yet. */
  left: number
  isChanged: boolean
  /** As it was last read: most never change again, and packing all of them would take long. */
  packed: Bits | undefined
}

/** Where nothing is left to set, all share one. */
function change(
  block: OpenBlock,
  { youngestMs, left }: Pick<OpenBlock, 'youngestMs' | 'left'>,
): void {
  block.youngestMs = Math.max(block.youngestMs, youngestMs)
  block.left = left
  block.isChanged = true
  block.packed = undefined
  if (left === 0) block.bits = allBits
}

function unmark(block: OpenBlock | undefined): void {
  if (block !== undefined) block.isChanged = false
}

function dropOlder(blocks: Map<number, OpenBlock>, thanMs: number): number {
  const older = [...blocks].filter(([, { youngestMs }]) => youngestMs < thanMs)
  for (const [number] of older) blocks.delete(number)
  return Math.max(0, ...older.map(([, { youngestMs }]) => youngestMs + 1))
}

function blocksIn(
  instances: ReadonlyMap<string, ReadonlyMap<number, OpenBlock>>,
  isWanted: (block: OpenBlock) => boolean = () => true,
): readonly SeenBlock[] {
  return [...instances]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([instance, blocks]) =>
      [...blocks]
        .filter(([, block]) => isWanted(block))
        .sort(([a], [b]) => a - b)
        .map(([number, block]) => readBlock(instance, number, block)),
    )
}

function readBlock(instance: string, number: number, block: OpenBlock): SeenBlock {
  block.packed ??= packedBits(block.bits)
  return { instance, block: number, youngestMs: block.youngestMs, bits: block.packed }
}
