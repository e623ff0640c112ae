/**
 * What tests keep in journals: how far somebody has counted. Every number has bytes of its own, so that whatever is
 * read can be told from what was never written.
 */
import type { Frame } from '../../../src/disk/framing.ts'
import type { Found } from '../../../src/disk/reading.ts'
import { below, chance } from '../../chance.ts'

export const entryOf = (n: number): Buffer => bytesOf(n, n, 1 + below(chance(n), 60))

/** Made while it is read: one frame, and up to three that follow it. */
export function* snapshotOf(n: number): Generator<Frame> {
  yield { kind: 0, payload: bytesOf(n, -4 * n, 10 * (n % 7)) }
  for (let part = 1; part <= n % 4; part++) {
    yield { kind: aPart, payload: bytesOf(n, -4 * n - part, 8 * part) }
  }
}

function bytesOf(n: number, seed: number, length: number): Buffer {
  const random = chance(seed)
  const bytes = Buffer.alloc(4 + length)
  bytes.writeUInt32LE(n)
  for (let at = 4; at < bytes.length; at++) bytes[at] = below(random, 256)
  return bytes
}

const [anEntry, aPart] = [1, 2]

/** How far it was counted; throws where anything is missing, doubled or altered. */
export function countIn({ frames }: Found): number {
  let n = frames[0]?.payload.readUInt32LE() ?? -1
  const snapshot = [...snapshotOf(n)]
  if (!snapshot.every((part, at) => isSame(part, frames[at])))
    throw new Error(`no snapshot of ${n}`)
  for (const entry of frames.slice(snapshot.length)) {
    n += 1
    if (!isSame({ kind: anEntry, payload: entryOf(n) }, entry)) throw new Error(`no entry ${n}`)
  }
  return n
}

const isSame = ({ kind, payload }: Frame, found: Frame | undefined) =>
  kind === found?.kind && payload.equals(found.payload)
