/** What is read of a body in chunks. */
export type Chunks = ReturnType<typeof createChunks>

/** Of which line is next. */
type Place = 'Size' | 'AfterChunk' | 'Trailer'

/** More than any size or line of a trailer needs. */
const mostLine = 4_096
const mostTrailers = 16_384

/**
 * Takes the chunks of a body apart (RFC 9112, 7.1), however they are cut on the way, and gives what is in them to `piece`. Of
 * trailers nobody is told.
 */
export function createChunks(piece: (bytes: Buffer) => void) {
  let place: Place = 'Size'
  let left = 0
  let line = ''
  let trailers = 0
  let isOver = false

  /** Where the body has ended in these bytes; all of them if it has not, `undefined` where they are no such body. */
  function read(bytes: Buffer): number | undefined {
    let at = 0
    while (at < bytes.length && !isOver) {
      const next = left > 0 ? inChunk(bytes, at) : inLine(bytes, at)
      if (next === undefined) return undefined
      at = next
    }
    return at
  }

  function inChunk(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + left)
    left -= end - at
    piece(bytes.subarray(at, end))
    return end
  }

  function inLine(bytes: Buffer, at: number): number | undefined {
    const end = bytes.indexOf(newLine, at)
    const next = end < 0 ? bytes.length : end + 1
    line += bytes.toString('latin1', at, next)
    if (line.length > mostLine) return undefined
    if (end < 0) return next
    const isSound = lines[place](line)
    line = ''
    return isSound ? next : undefined
  }

  /** What each line is, with its end; returns whether it is sound. */
  const lines: { readonly [place in Place]: (text: string) => boolean } = {
    Size(text) {
      const [, digits] = size.exec(text) ?? []
      left = Number.parseInt(digits ?? '0', 16)
      place = left > 0 ? 'AfterChunk' : 'Trailer'
      return digits !== undefined
    },
    AfterChunk(text) {
      place = 'Size'
      return text === '\r\n'
    },
    Trailer(text) {
      trailers += text.length
      isOver = text === '\r\n'
      return isOver || (trailers <= mostTrailers && trailer.test(text))
    },
  }

  return { read, isOver: () => isOver }
}

const newLine = 10
const size = /^([\da-fA-F]{1,13})(?:[\t ]*;[\t -~\x80-\xff]*)?\r\n$/
const trailer = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+:[\t -~\x80-\xff]*\r\n$/
