import { ContenderError } from '../../errors.ts'
import { createBrackets } from './brackets.ts'
import { createRest, type Piece } from './rest.ts'
import type { Scanner, Take } from './scanner.ts'

/** What stands between the commas of an array, its opening bracket left out. */
export function arrayScanner(take: Take): Scanner {
  const rest = createRest()
  const brackets = createBrackets()
  let [isFirst, isClosed] = [true, false]

  function write(chunk: Buffer): void {
    const from = isClosed ? 0 : takenUpTo(chunk)
    if (isClosed && chunk.subarray(from).some(isNoBlank)) throw broken('the body goes on after it')
  }

  function takenUpTo(chunk: Buffer): number {
    let from = 0
    while (!isClosed) {
      const end = brackets.endIn(chunk, from)
      if (end === chunk.length) {
        rest.add(chunk, from, end)
        return end
      }
      isClosed = chunk[end] === bracketEnd
      taken(rest.end(chunk, from, end))
      from = end + 1
    }
    return from
  }

  function taken(piece: Piece): void {
    const isNone = isFirst && isClosed && typeof piece === 'string' && blank.test(piece)
    isFirst = false
    if (!isNone) take(piece)
  }

  function end(): void {
    if (!isClosed) throw broken('it breaks off')
  }

  return { write, end }
}

const bracketEnd = 0x5d

const blank = /^[ \t\r\n]*$/

const isNoBlank = (byte: number) => ![0x20, 0x09, 0x0d, 0x0a].includes(byte)

const broken = (what: string) => new ContenderError('OutcomesInvalid', `the array is none: ${what}`)
