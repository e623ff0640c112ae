import { type Chunks, createChunks } from './chunks.ts'
import { type Framing, framingOf } from './framing.ts'
import { type AnswerHead, mayBecomeHead, readHead } from './head.ts'

/** Who hears of an answer while it comes. */
export type Hears = {
  readonly head: (head: AnswerHead) => void
  /** Some of its body, to keep. */
  readonly piece: (bytes: Buffer) => void
}

/** `More` is to come, it is `Whole`, or it is not HTTP. */
export type Read = 'More' | 'Whole' | 'Broken'

const mostHead = 16_384
const blank = Buffer.from('\r\n\r\n')
const none = Buffer.alloc(0)
/** Of HTTP/1.0. */
const zero = 48

/** Reads the answers of one connection, one after the other, however they are cut on the way. */
export function createReader() {
  let hears: Hears | undefined
  let isForHead = false
  let held = none
  let framing: Framing | undefined
  let left = 0
  let chunks: Chunks | undefined
  let keptMs = 0

  function begin(who: Hears, isBodiless: boolean): void {
    hears = who
    isForHead = isBodiless
    held = none
    framing = undefined
    chunks = undefined
  }

  /** `bytes` are only lent. What follows the end of an answer was not asked for, and its connection is not kept. */
  function read(bytes: Buffer): Read {
    return framing === undefined ? readingHead(bytes) : readingBody(bytes)
  }

  function readingHead(more: Buffer): Read {
    const before = held.length
    const bytes = before === 0 ? more : Buffer.concat([held, more])
    const end = bytes.indexOf(blank, Math.max(0, before - 3)) + 4
    if (end > mostHead || (end < 4 && bytes.length > mostHead)) return 'Broken'
    if (end >= 4) return took(bytes, end)
    held = Buffer.from(bytes)
    return mayBecomeHead(held.toString('latin1')) ? 'More' : 'Broken'
  }

  function took(bytes: Buffer, end: number): Read {
    const head = readHead(bytes.toString('latin1', 0, end))
    if (head === undefined || head.status === 101) return 'Broken'
    const rest = bytes.subarray(end)
    if (head.status >= 200) return begun(head, bytes[7] === zero, rest)
    held = none // it is not the answer yet
    return readingHead(rest)
  }

  function begun(head: AnswerHead, isFirst: boolean, rest: Buffer): Read {
    framing = framingOf(head, { isFirst, isForHead })
    if (framing === undefined) return 'Broken'
    const { body, keepMs } = framing
    keptMs = keepMs
    left = typeof body === 'number' ? body : Number.POSITIVE_INFINITY
    if (body === 'Chunked') chunks = createChunks((bytes) => hears?.piece(Buffer.from(bytes)))
    hears?.head(head)
    return readingBody(rest)
  }

  function readingBody(bytes: Buffer): Read {
    if (chunks !== undefined) return readingChunks(bytes, chunks)
    const taken = Math.min(left, bytes.length)
    left -= taken
    if (taken > 0)
      hears?.piece(Buffer.from(taken < bytes.length ? bytes.subarray(0, taken) : bytes))
    return left > 0 ? 'More' : whole(taken < bytes.length)
  }

  function readingChunks(bytes: Buffer, chunks: Chunks): Read {
    const end = chunks.read(bytes)
    if (end === undefined) return 'Broken'
    return chunks.isOver() ? whole(end < bytes.length) : 'More'
  }

  function whole(isMore: boolean): Read {
    if (isMore) keptMs = 0
    return 'Whole'
  }

  /** The other side says no more: an answer without a length ends so. */
  const ended = (): Read => (framing?.body === 'ToTheClose' ? 'Whole' : 'Broken')

  return { begin, read, ended, keptMs: () => keptMs }
}
