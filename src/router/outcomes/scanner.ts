import { arrayScanner } from './array.ts'
import { lineScanner } from './lines.ts'
import { createRest, mostBytes, type Piece, pieceOf } from './rest.ts'

/** Cuts a body into outcomes, the same however it was cut into chunks, and keeps at most one of them. */
export type Scanner = {
  readonly write: (chunk: Buffer) => void
  /** Nothing more comes. */
  readonly end: () => void
}

/** Takes outcomes one by one, in order. What it throws ends the reading. */
export type Take = (piece: Piece) => void

/** One on each line, or one alone on as many as it likes, is `Lines`. */
export type Form = 'Array' | 'Lines'

/**
 * A body that begins with a bracket is an array. One that begins with a brace, whose first line is no JSON, may be
 * one outcome on several lines: that is known at its end, or once it is too long to be one. All else is lines.
 */
export function createScanner(take: Take): Scanner & { readonly form: () => Form } {
  let opening = createRest()
  let scanner: Scanner | undefined
  let form: Form = 'Lines'
  /** Where the first outcome begins. */
  let start = 0
  let isFirstLineRead = false

  function write(chunk: Buffer): void {
    if (scanner === undefined) writeOpening(chunk)
    else scanner.write(chunk)
  }

  function writeOpening(chunk: Buffer): void {
    const room = mostBytes - opening.bytes().length
    if (room > 0) open(chunk.subarray(0, room))
    else begin(lineScanner(take), start)
    if (chunk.length > room) write(chunk.subarray(room))
  }

  function open(chunk: Buffer): void {
    opening.add(chunk, 0, chunk.length)
    const bytes = opening.bytes()
    start = pastBlanks(bytes, start)
    const first = bytes[start]
    if (first === undefined || isPartOfMark(bytes)) return
    if (first === bracket) beginArray()
    else if (first !== brace || isFirstLineJson(bytes)) begin(lineScanner(take), start)
  }

  /** Asked once. */
  function isFirstLineJson(bytes: Buffer): boolean {
    const end = isFirstLineRead ? -1 : bytes.indexOf(newline, start)
    if (end < 0) return false
    isFirstLineRead = true
    return isJson(bytes.toString('utf8', start, end))
  }

  function beginArray(): void {
    form = 'Array'
    begin(arrayScanner(take), start + 1)
  }

  function begin(next: Scanner, from: number): void {
    const bytes = opening.bytes()
    opening = createRest()
    scanner = next
    next.write(bytes.subarray(from))
  }

  function end(): void {
    const bytes = opening.bytes()
    if (scanner === undefined && isAlone(bytes.toString('utf8', start))) {
      take(pieceOf(bytes, start, bytes.length))
    } else {
      if (scanner === undefined) begin(lineScanner(take), start)
      scanner?.end()
    }
  }

  return { write, end, form: () => form }
}

const [bracket, brace, newline] = [0x5b, 0x7b, 0x0a]
const blanks: readonly (number | undefined)[] = [0x20, 0x09, 0x0d, newline]

/** The byte order mark, which some write before a text. */
const mark = Buffer.from('\ufeff')

function pastBlanks(bytes: Buffer, from: number): number {
  let at = from === 0 && mark.equals(bytes.subarray(0, mark.length)) ? mark.length : from
  while (blanks.includes(bytes[at])) at++
  return at
}

const isPartOfMark = (bytes: Buffer) =>
  bytes.length < mark.length && bytes.equals(mark.subarray(0, bytes.length))

/** What is no JSON, and of which no line could be, is one outcome with a slip in it. */
const isAlone = (text: string) => text !== '' && (isJson(text) || !wholeLine.test(text))

const wholeLine = /^[ \t]*\{.*\}[ \t\r]*$/m

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
