/**
 * Few writes for many parts. No piece takes long to put together, and none of it is asked for before the one before
 * was written: what is long never is in memory as a whole.
 */
export function* piecesOf(parts: Iterable<Buffer>, pieceBytes: number): Generator<Buffer> {
  let taken: Buffer[] = []
  let length = 0
  for (const part of parts) {
    taken.push(part)
    length += part.length
    if (length < pieceBytes) continue
    yield joined(taken, length)
    ;[taken, length] = [[], 0]
  }
  if (length > 0) yield joined(taken, length)
}

function joined(parts: readonly Buffer[], length: number): Buffer {
  const [first] = parts
  return first?.length === length ? first : Buffer.concat(parts, length)
}
