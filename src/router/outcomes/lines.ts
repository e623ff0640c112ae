import { ContenderError } from '../../errors.ts'
import { createRest, type Piece } from './rest.ts'
import type { Scanner, Take } from './scanner.ts'

/** One outcome on each line. Lines with nothing on them are none. */
export function lineScanner(take: Take): Scanner {
  const rest = createRest()
  let blanks = 0

  function write(chunk: Buffer): void {
    let from = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      taken(rest.end(chunk, from, end))
      from = end + 1
    }
    rest.add(chunk, from, chunk.length)
  }

  function taken(piece: Piece): void {
    if (typeof piece !== 'string' || !blank.test(piece)) take(piece)
    else if (++blanks > mostBlanks)
      throw new ContenderError('OutcomesInvalid', `more than ${mostBlanks} lines are blank`)
  }

  return { write, end: () => taken(rest.end(nothing, 0, 0)) }
}

const newline = 0x0a
const nothing = Buffer.alloc(0)
const blank = /^[ \t\r]*$/

/** A few packed bytes could be lines without end. */
const mostBlanks = 100_000
