import { crc32 } from 'node:zlib'

/** What stands in a file from an offset to the next newline. */
export type Line = {
  readonly offset: number
  /** Absent where the line is damaged. */
  readonly text?: string
}

/**
 * A record as it lies in a file: its length and its CRC-32, eight hexadecimal digits each, then JSON, then
 * a newline. JSON has no newlines of its own, so after a damaged line the next one is found again.
 */
export function lineOf(json: string): Buffer {
  const length = Buffer.byteLength(json)
  const line = Buffer.allocUnsafe(headLength + length + 1)
  line.write(json, headLength)
  line.write(headOf(line.subarray(headLength, headLength + length)), 'latin1')
  line[headLength + length] = newline
  return line
}

export function* linesOf(file: Buffer, from = 0): Generator<Line> {
  for (let offset = from; offset < file.length; ) {
    const end = file.indexOf(newline, offset)
    yield { offset, ...soundText(file.subarray(offset, end < 0 ? undefined : end), end >= 0) }
    offset = end < 0 ? file.length : end + 1
  }
}

function soundText(line: Buffer, isEnded: boolean): { readonly text?: string } {
  const body = line.subarray(headLength)
  const isSound = isEnded && line.toString('latin1', 0, headLength) === headOf(body)
  return isSound ? { text: body.toString('utf8') } : {}
}

const headOf = (body: Buffer) => `${hex(body.length)} ${hex(crc32(body))} `

const hex = (n: number) => n.toString(16).padStart(8, '0')

const headLength = 18

const newline = 0x0a
