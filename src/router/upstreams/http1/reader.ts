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
const newLine = 10
/** Of heads before that of the answer, such as 100 and 103. */
const mostEarly = 16
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
  let early = 0

  function begin(who: Hears, isBodiless: boolean): void {
    end()
    hears = who
    isForHead = isBodiless
  }

  /** Holds nothing of an answer, and nobody who waits for it. */
  function end(): void {
    hears = undefined
    held = none
    framing = undefined
    chunks = undefined
    early = 0
  }

  /** `bytes` are only lent. What follows the end of an answer was not asked for, and its connection is not kept. */
  function read(bytes: Buffer): Read {
    return framing === undefined ? readingHead(bytes) : readingBody(bytes)
  }

  function readingHead(more: Buffer): Read {
    const before = held.length
    const bytes = before === 0 ? more : Buffer.concat([held, more])
    const end = endOfHead(bytes, Math.max(0, before - 3))
    if (end === undefined) return kept(bytes, before === 0 || more.includes(newLine))
    return took(bytes, end)
  }

  /** One head after the other, until that of the answer. */
  function took(bytes: Buffer, end: number): Read {
    let rest = bytes
    for (let at: number | undefined = end; at !== undefined; at = endOfHead(rest, 0)) {
      const head = readHead(rest.toString('latin1', 0, Math.min(at, mostHead + 1)))
      const isOld = rest[7] === zero
      rest = rest.subarray(at)
      if (head !== undefined && head.status >= 200) return begun(head, isOld, rest)
      if (!isEarly(head)) return 'Broken'
    }
    return kept(rest, true)
  }

  /** A head that is not the answer yet, of which there may be some. */
  function isEarly(head: AnswerHead | undefined): boolean {
    early++
    return head !== undefined && head.status !== 101 && early <= mostEarly
  }

  /** Looked at again only where it may have become something else: a head that trickles must cost little. */
  function kept(bytes: Buffer, isWorthALook: boolean): Read {
    held = Buffer.from(bytes)
    if (held.length > mostHead) return 'Broken'
    return !isWorthALook || mayBecomeHead(held.toString('latin1')) ? 'More' : 'Broken'
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

  return { begin, read, ended, end, keptMs: () => keptMs }
}

function endOfHead(bytes: Buffer, from: number): number | undefined {
  const at = bytes.indexOf(blank, from)
  return at < 0 ? undefined : at + blank.length
}
