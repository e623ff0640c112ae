import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** What the file of a journal is made of: a head, then frames. All numbers are little-endian. */
export type Frame = { readonly kind: number; readonly payload: Buffer }

/** Kinds that the journal itself writes; whoever keeps one has those in between. */
export const kinds = { snapshot: 0, closed: 254, mark: 255 } as const

/** Of what is written here; whoever reads a higher one gives up. */
export const format = 1

/**
 * Writes down a frame: sum u32, length u32, kind u8, payload, of which it takes a copy. It has no sum before it is
 * known what it follows.
 */
export function frameOf(kind: number, payload: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(frameHead + payload.length)
  bytes.writeUInt32LE(payload.length, 4)
  bytes[8] = kind
  bytes.set(payload, frameHead)
  return bytes
}

/** Kinds that are free for whoever keeps a journal. */
export const isFree = (kind: number): boolean => kind > kinds.snapshot && kind < kinds.closed

/** The frames of a snapshot, one after the other: the first one is that, and the others have kinds that are free. */
export function* framesOf(snapshot: Iterable<Frame>): Generator<Buffer> {
  let count = 0
  for (const { kind, payload } of snapshot) {
    const isRight = count === 0 ? kind === kinds.snapshot : isFree(kind)
    if (!isRight) throw new RangeError(`${kind} is no kind for frame ${count} of a snapshot`)
    yield frameOf(kind, payload)
    count += 1
  }
  if (count === 0) throw new RangeError('a snapshot has one frame at least')
}

/**
 * Makes the frames of one file follow each other. Each CRC-32 goes on from that of the frame before it, and the
 * first from that of the head, which has sixteen bytes of chance in it. So a frame is sound in its own file only, at
 * its own place: what else the disk brings up is not taken for one.
 */
export function createFraming() {
  const { head, secret } = createHead()
  let last = sumOfHead(head)

  function* sealed(frames: Iterable<Buffer>): Generator<Buffer> {
    for (const frame of frames) {
      last = crc32(frame.subarray(4), last)
      frame.writeUInt32LE(last, 0)
      yield frame
    }
  }

  function* begun(frames: Iterable<Buffer>): Generator<Buffer> {
    yield head
    yield* sealed(frames)
  }

  return { begun, sealed, mark: (synced: number) => frameOf(kinds.mark, markOf(secret, synced)) }
}

type FoundFrame = Frame & { readonly sum: number; readonly end: number }

/** The frame that begins there, after one with that sum; `undefined` where it is torn or damaged, or there is none. */
export function frameAt(bytes: Buffer, offset: number, last: number): FoundFrame | undefined {
  if (offset + frameHead > bytes.length) return undefined
  const end = offset + frameHead + bytes.readUInt32LE(offset + 4)
  if (end > bytes.length) return undefined
  const sum = crc32(bytes.subarray(offset + 4, end), last)
  if (sum !== bytes.readUInt32LE(offset)) return undefined
  return {
    kind: bytes[offset + 8] ?? 0,
    payload: bytes.subarray(offset + frameHead, end),
    sum,
    end,
  }
}

function createHead(): { readonly head: Buffer; readonly secret: Buffer } {
  const head = Buffer.alloc(headLength)
  const secret = randomBytes(secretLength)
  head.write(magic, 'latin1')
  head.writeUInt32LE(format, 8)
  head.set(secret, 12)
  head.writeUInt32LE(crc32(head.subarray(0, 28)), 28)
  return { head, secret }
}

type FoundHead = { readonly format: number; readonly secret: Buffer; readonly sum: number }

/** `undefined` where it is damaged. */
export function headOf(bytes: Buffer): FoundHead | undefined {
  if (bytes.length < headLength || bytes.toString('latin1', 0, 8) !== magic) return undefined
  const sum = sumOfHead(bytes)
  if (sum !== crc32(bytes.subarray(0, 28))) return undefined
  return { format: bytes.readUInt32LE(8), secret: bytes.subarray(12, 28), sum }
}

const sumOfHead = (head: Buffer) => head.readUInt32LE(28)

/**
 * Says that everything up to there was synced. It is found by the secret of its file, behind damage too, and
 * nobody who only sends what is written can forge one.
 */
function markOf(secret: Buffer, synced: number): Buffer {
  const mark = Buffer.alloc(markLength)
  mark.set(secret)
  mark.writeUIntLE(synced, secretLength, 6)
  mark.writeUInt32LE(crc32(mark.subarray(0, markLength - 4)), markLength - 4)
  return mark
}

/** How much is known to have been synced, by the marks that are found from an offset on. */
export function syncedBy(bytes: Buffer, secret: Buffer, from: number): number {
  let synced = 0
  for (let at = bytes.indexOf(secret, from); at >= 0; at = bytes.indexOf(secret, at + 1)) {
    const mark = bytes.subarray(at, at + markLength)
    if (mark.equals(markOf(secret, syncedIn(mark)))) synced = Math.max(synced, syncedIn(mark))
  }
  return synced
}

const syncedIn = (mark: Buffer) => (mark.length < markLength ? 0 : mark.readUIntLE(secretLength, 6))

const magic = 'ctnd-jnl'
export const headLength = 32
const secretLength = 16
const markLength = secretLength + 6 + 4
const frameHead = 9
