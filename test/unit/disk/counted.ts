/**
 * What tests keep in journals: how far somebody has counted. Every number has bytes of its own, so that whatever is
 * read can be told from what was never written.
 */
import type { Found } from '../../../src/disk/reading.ts'
import { below, chance } from '../../chance.ts'

export const entryOf = (n: number): Buffer => bytesOf(n, n, 1 + below(chance(n), 60))

/** Now and then much longer. */
export const snapshotOf = (n: number): Buffer => bytesOf(n, -n, 40 + 10 * (n % 7))

function bytesOf(n: number, seed: number, length: number): Buffer {
  const random = chance(seed)
  const bytes = Buffer.alloc(4 + length)
  bytes.writeUInt32LE(n)
  for (let at = 4; at < bytes.length; at++) bytes[at] = below(random, 256)
  return bytes
}

const anEntry = 1

/** How far it was counted; throws where anything is missing, doubled or altered. */
export function countIn({ frames: [snapshot, ...entries] }: Found): number {
  let n = snapshot?.payload.readUInt32LE() ?? -1
  if (snapshot?.kind !== 0 || !snapshot.payload.equals(snapshotOf(n))) {
    throw new Error(`no snapshot of ${n}`)
  }
  for (const { kind, payload } of entries) {
    n += 1
    if (kind !== anEntry || !payload.equals(entryOf(n))) throw new Error(`no entry ${n}`)
  }
  return n
}
