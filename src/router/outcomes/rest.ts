import { isUtf8 } from 'node:buffer'

/** The text of an outcome, or why it has none. */
export type Piece = string | { readonly noText: string }

/** Of one outcome. */
export const mostBytes = 65_536

/** What has come of an outcome so far: a copy, since what is read bears much more than that. */
export type Rest = {
  readonly add: (chunk: Buffer, from: number, to: number) => void
  /** With these bytes it is whole. */
  readonly end: (chunk: Buffer, from: number, to: number) => Piece
  /** All of it, as long as it is not too long. */
  readonly bytes: () => Buffer
}

export function createRest(): Rest {
  let held: Buffer = Buffer.alloc(0)
  /** Also of what is too long to be kept. */
  let length = 0

  function add(chunk: Buffer, from: number, to: number): void {
    const end = length + to - from
    if (end <= mostBytes) {
      if (end > held.length) held = grown(held, end)
      chunk.copy(held, length, from, to)
    }
    length = end
  }

  function end(chunk: Buffer, from: number, to: number): Piece {
    if (length === 0) return pieceOf(chunk, from, to)
    add(chunk, from, to)
    const whole = length
    length = 0
    return pieceOf(held, 0, whole)
  }

  return { add, end, bytes: () => held.subarray(0, length) }
}

function grown(held: Buffer, least: number): Buffer {
  const next = Buffer.allocUnsafe(Math.min(mostBytes, Math.max(2 * least, 1_024)))
  held.copy(next)
  return next
}

/** Bytes as text, if they are. */
export function pieceOf(bytes: Buffer, from: number, to: number): Piece {
  if (to - from > mostBytes) return { noText: `an outcome has at most ${mostBytes} bytes` }
  const text = bytes.toString('utf8', from, to)
  // Bytes that are no text would be read as another label than was meant.
  const isSound = !text.includes('\ufffd') || isUtf8(bytes.subarray(from, to))
  return isSound ? text : { noText: 'it is not UTF-8' }
}
