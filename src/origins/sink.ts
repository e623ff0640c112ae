import { createHash } from 'node:crypto'
import type { Mark } from './origin.ts'

/** Where what comes goes to. */
export type Sink = {
  /** How much is there. */
  readonly length: () => number
  /** Of the bytes that are there. */
  readonly mark: () => Mark
  /** Gives up what is there, for other bytes. */
  readonly begin: (mark: Mark) => Promise<void>
  readonly write: (chunk: Buffer) => Promise<void>
  /** Of what is there. */
  readonly digest: () => string
}

/** Keeps nothing but the digest. */
export function createDigestSink(): Sink {
  let [hash, length, mark] = [createHash('sha256'), 0, {} as Mark]
  return {
    length: () => length,
    mark: () => mark,
    async begin(to) {
      ;[hash, length, mark] = [createHash('sha256'), 0, to]
    },
    async write(chunk) {
      hash.update(chunk)
      length += chunk.length
    },
    digest: () => hash.copy().digest('hex'),
  }
}
