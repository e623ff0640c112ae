import type { AnswerHead } from './head.ts'

/** Where an answer ends, and what may be done with its connection then. */
export type Framing = {
  /** Bytes of its body; `Chunked` says so piece by piece, and `ToTheClose` ends when the connection does. */
  readonly body: number | 'Chunked' | 'ToTheClose'
  /** How long the connection may be kept for another request. */
  readonly keepMs: number
}

/**
 * How an answer is framed (RFC 9112, 6.3); `undefined` where it can be read in two ways: a length and chunks, two lengths, a
 * coding that we do not know, chunks in HTTP/1.0.
 */
export function framingOf(head: AnswerHead, { isFirst, isForHead }: Asked): Framing | undefined {
  const said = saidIn(head)
  if (said.isTwice || !isReadable(said, isFirst)) return undefined
  const { length, coding, connection, hint } = said
  const keepMs = isKept(connection, isFirst) ? keptMs(hint) : 0
  const isBodiless = isForHead || head.status === 204 || head.status === 304
  if (isBodiless) return { body: 0, keepMs: isEmpty(said) ? keepMs : 0 }
  if (coding !== undefined) return { body: 'Chunked', keepMs }
  if (length === undefined) return { body: 'ToTheClose', keepMs: 0 }
  return { body: Number(length), keepMs }
}

type Asked = {
  /** It is of HTTP/1.0. */
  readonly isFirst: boolean
  readonly isForHead: boolean
}

type Said = {
  length: string | undefined
  coding: string | undefined
  connection: string | undefined
  /** How long the other side keeps it, if that says so. */
  hint: string | undefined
  /** Something of which there can be one. */
  isTwice: boolean
}

function saidIn({ headers }: AnswerHead): Said {
  const said: Said = {
    ...{ length: undefined, coding: undefined, connection: undefined, hint: undefined },
    isTwice: false,
  }
  for (let at = 0; at < headers.length; at += 2) {
    const take = takes.get(headers[at] ?? '')
    if (take !== undefined) take(said, headers[at + 1] ?? '')
  }
  return said
}

const takes: ReadonlyMap<string, (said: Said, value: string) => void> = new Map([
  [
    'content-length',
    (said: Said, value: string) => {
      said.isTwice ||= said.length !== undefined
      said.length = value
    },
  ],
  [
    'transfer-encoding',
    (said: Said, value: string) => {
      said.isTwice ||= said.coding !== undefined
      said.coding = value
    },
  ],
  [
    'connection',
    (said: Said, value: string) => {
      said.connection = said.connection === undefined ? value : `${said.connection},${value}`
    },
  ],
  [
    'keep-alive',
    (said: Said, value: string) => {
      said.hint = value
    },
  ],
])

function isReadable({ length, coding }: Said, isFirst: boolean): boolean {
  if (coding !== undefined)
    return length === undefined && !isFirst && coding.toLowerCase() === 'chunked'
  return length === undefined || /^\d{1,15}$/.test(length)
}

/** Where there can be no body, some send one all the same. */
const isEmpty = ({ length = '0', coding }: Said) => coding === undefined && Number(length) === 0

function isKept(connection: string | undefined, isFirst: boolean): boolean {
  if (connection === undefined) return !isFirst
  const words = connection.toLowerCase()
  if (words === 'keep-alive') return true
  const named = words.split(',').map((word) => word.trim())
  return !named.includes('close') && (!isFirst || named.includes('keep-alive'))
}

/** Sooner than the other side ends it, of which the news may take a while. */
function keptMs(hint: string | undefined): number {
  const [, seconds] = hint === undefined ? [] : (/timeout=(\d+)/i.exec(hint) ?? [])
  if (seconds === undefined) return usualMs
  return Math.min(Number(seconds) * 1_000 - marginMs, mostMs)
}

const usualMs = 4_000
const marginMs = 2_000
const mostMs = 60_000
