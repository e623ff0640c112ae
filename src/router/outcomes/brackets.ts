/**
 * Where in an array its elements end. It looks at nothing but brackets and texts: whether an element is JSON is for
 * whoever takes it to find out.
 */
export function createBrackets() {
  /** How many brackets of the element are open. */
  let depth = 0
  let [isInText, isEscaped] = [false, false]

  /** The place of the comma or bracket that ends the element, or the length where it goes on. */
  function endIn(chunk: Buffer, from: number): number {
    let at = from
    while (at < chunk.length) {
      if (isInText) at = pastText(chunk, at)
      else if (isEnd(chunk[at])) break
      else at++
    }
    return at
  }

  function pastText(chunk: Buffer, from: number): number {
    let at = from
    while (at < chunk.length && !isTextEnd(chunk[at])) at++
    isInText = at === chunk.length
    return isInText ? at : at + 1
  }

  function isTextEnd(byte: number | undefined): boolean {
    const wasEscaped = isEscaped
    isEscaped = byte === backslash && !wasEscaped
    return byte === quote && !wasEscaped
  }

  function isEnd(byte: number | undefined): boolean {
    if (byte === comma) return depth === 0
    isInText = byte === quote
    if (byte === brace || byte === bracket) depth++
    else if (byte === braceEnd || byte === bracketEnd) return isLastBracket(byte)
    return false
  }

  /** One too many, unless it is that of the array, is no end: with it the element is no JSON. */
  function isLastBracket(byte: number): boolean {
    if (depth === 0) return byte === bracketEnd
    depth--
    return false
  }

  return { endIn }
}

const [comma, quote, backslash] = [0x2c, 0x22, 0x5c]
const [brace, braceEnd, bracket, bracketEnd] = [0x7b, 0x7d, 0x5b, 0x5d]
