import { hash } from 'node:crypto'

/** What chance says of a unit: three numbers, of which none tells anything about another. */
export type UnitNumbers = {
  /** Where the unit lies in [0, 1): who owns that place answers it. */
  readonly place: number
  /** Which of the buckets counts it. */
  readonly bucket: number
  /** In [0, 1): units below a threshold are sampled. */
  readonly sample: number
}

export const bucketCount = 64

/** How many bytes of a digest are read. */
export const bytesRead = 24

/**
 * The numbers of a unit, for ever: docs/reference/assignment.md publishes how they come about. The digest comes as
 * text, since Node makes that in a third of the time of a buffer.
 */
export function numbersOfUnit(salt: string, unit: string): UnitNumbers {
  const digest = hash('sha256', `${salt}\n${unit}`, 'binary')
  return numbers((at) => digest.charCodeAt(at))
}

/** The same out of random bytes, for what is a unit of its own. */
export function numbersOfBytes(bytes: Uint8Array): UnitNumbers {
  if (bytes.length < bytesRead) throw new RangeError(`${bytes.length} bytes are too few`)
  return numbers((at) => bytes[at] ?? 0)
}

/** Parts of one digest know nothing of each other, so that one hash is enough for all three. */
function numbers(byteAt: (at: number) => number): UnitNumbers {
  return {
    place: fraction(byteAt, 0),
    bucket: Math.floor(fraction(byteAt, 8) * bucketCount),
    sample: fraction(byteAt, 16),
  }
}

/** The top 53 bits of eight bytes, which a double holds exactly, as a part of 1. */
function fraction(byteAt: (at: number) => number, at: number): number {
  return (word(byteAt, at) * 2 ** 21 + (word(byteAt, at + 4) >>> 11)) / 2 ** 53
}

function word(byteAt: (at: number) => number, at: number): number {
  const upper = (byteAt(at) << 24) | (byteAt(at + 1) << 16)
  return (upper | (byteAt(at + 2) << 8) | byteAt(at + 3)) >>> 0
}
