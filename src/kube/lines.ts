const lineFeed = 0x0a

/**
 * The lines of a stream of bytes, wherever its chunks end: in a character, in a line, in megabytes of
 * one. Every byte is looked at once. At the end it says whether a line was left without its end.
 */
export async function* linesIn(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, { readonly isTorn: boolean }> {
  const decoder = new TextDecoder()
  let unfinished: Uint8Array[] = []
  for await (const chunk of chunks) {
    let from = 0
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, from)) {
      const line = Buffer.concat([...unfinished, chunk.subarray(from, at)])
      unfinished = []
      from = at + 1
      yield decoder.decode(line)
    }
    if (from < chunk.length) unfinished.push(chunk.subarray(from))
  }
  return { isTorn: unfinished.length > 0 }
}
