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
  /** All that somebody else has seen, too. */
  readonly join: (seen: Seen) => void
  /** Forgets what is refused as expired by now, given how long receipts are honoured. */
  readonly expire: (nowMs: number, acceptForMs: number) => void
  readonly read: () => Seen
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
    const block = { youngestMs: 0, bits: noBits(), left: bitsPerBlock }
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
    block.youngestMs = Math.max(block.youngestMs, exposedAtMs)
    fill(block, block.left - 1)
    return true
  }

  function join(seen: Seen): void {
    for (const { instance, block: number, youngestMs, bits } of seen.blocks) {
      const block = blockOf(instance, number) ?? begun(instance, number)
      block.bits = joinBits(block.bits, unpackedBits(bits))
      block.youngestMs = Math.max(block.youngestMs, youngestMs)
      fill(block, bitsPerBlock - sizeOf(block.bits))
    }
  }

  function expire(nowMs: number, acceptForMs: number): void {
    for (const [instance, blocks] of instances) {
      dropOlder(blocks, nowMs - acceptForMs)
      if (blocks.size === 0) instances.delete(instance)
    }
  }

  join(start)
  return { has, add, join, expire, read: () => ({ format: 1, blocks: blocksIn(instances) }) }
}

type OpenBlock = {
  youngestMs: number
  bits: Uint8Array
  /** How many are not set yet. */
  left: number
}

/** Where nothing is left to set, all share one. */
function fill(block: OpenBlock, left: number): void {
  block.left = left
  if (left === 0) block.bits = allBits
}

function dropOlder(blocks: Map<number, OpenBlock>, thanMs: number): void {
  for (const [number, { youngestMs }] of blocks) if (youngestMs < thanMs) blocks.delete(number)
}

function blocksIn(
  instances: ReadonlyMap<string, ReadonlyMap<number, OpenBlock>>,
): readonly SeenBlock[] {
  return [...instances]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([instance, blocks]) =>
      [...blocks]
        .sort(([a], [b]) => a - b)
        .map(([block, { youngestMs, bits }]) => ({
          instance,
          block,
          youngestMs,
          bits: packedBits(bits),
        })),
    )
}
