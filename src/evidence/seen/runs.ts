import { bitsPerBlock } from './bits.ts'

/** So many bytes are enough for a length. */
export const mostPerLength = 3

/**
 * How long runs of zeros and of ones are, in turns, where each of these places ends one and begins the next; `undefined` where
 * they do not fit into so many bytes.
 */
export function runsOf(turns: Iterable<number>, room: number): Buffer | undefined {
  const runs = Buffer.allocUnsafe(room)
  let [length, last] = [0, 0]
  for (const place of turns) {
    if (length + mostPerLength >= room) return undefined
    length = putLength(runs, length, place - last)
    last = place
  }
  return runs.subarray(0, length)
}

/** Of ones, up to the place behind the last of them. */
export type Run = { readonly from: number; readonly end: number }

/** The runs of ones. What is no such bytes makes some or other. */
export function* runsIn(runs: Buffer): Generator<Run> {
  let [place, isOne] = [0, false]
  for (let at = 0; at < runs.length && place < bitsPerBlock; isOne = !isOne) {
    const { length, next } = lengthAt(runs, at)
    const end = Math.min(place + length, bitsPerBlock)
    if (isOne) yield { from: place, end }
    ;[place, at] = [end, next]
  }
}

/** Seven bits in a byte, the lowest first; the eighth says that there are more. */
function putLength(bytes: Buffer, at: number, length: number): number {
  let [rest, next] = [length, at]
  for (; rest > 127; rest >>>= 7) bytes[next++] = (rest & 127) | 128
  bytes[next++] = rest
  return next
}

function lengthAt(bytes: Buffer, at: number): { readonly length: number; readonly next: number } {
  let length = 0
  for (let next = at; next < Math.min(bytes.length, at + mostPerLength); next++) {
    const byte = bytes[next] ?? 0
    length += (byte & 127) * 128 ** (next - at)
    if (byte < 128) return { length, next: next + 1 }
  }
  return { length, next: at + mostPerLength }
}
