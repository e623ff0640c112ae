/** What an answer says of itself before its body. */
export type AnswerHead = {
  readonly status: number
  readonly statusText: string
  /** Flat, in the order in which they came: names in small letters, then values. */
  readonly headers: readonly string[]
}

/** A header of an answer; where it comes again all of them, as RFC 9110 (5.3) joins them. `name` in small letters. */
export function headerOf(
  { headers }: Pick<AnswerHead, 'headers'>,
  name: string,
): string | undefined {
  let found: string | undefined
  for (let at = 0; at < headers.length; at += 2) {
    if (headers[at] !== name) continue
    const value = headers[at + 1] ?? ''
    found = found === undefined ? value : `${found}, ${value}`
  }
  return found
}

/**
 * A head from its first letter to the empty line, each character a byte. Nothing in it that RFC 9112 does not allow: no
 * folded lines, no blank before a colon, no line that ends otherwise, no character that is none. What is refused here can't
 * be understood by the next one otherwise than by us.
 */
export function readHead(text: string): AnswerHead | undefined {
  if (!sound.test(text)) return undefined
  let at = text.indexOf('\r\n')
  const statusText = text.slice(13, at)
  const headers: string[] = []
  for (at += 2; at < text.length - 2; ) {
    const colon = text.indexOf(':', at)
    const end = text.indexOf('\r\n', colon)
    headers.push(text.slice(at, colon).toLowerCase(), trimmed(text, colon + 1, end))
    at = end + 2
  }
  return { status: Number(text.slice(9, 12)), statusText, headers }
}

/** Whether more can make it a head: who speaks something else is not waited for. */
export function mayBecomeHead(text: string): boolean {
  if (!text.startsWith(beginning.slice(0, text.length))) return false
  const lines = text.lastIndexOf('\r\n') + 2
  return (
    !text.includes('\n', Math.max(0, lines)) && (lines < 2 || soundSoFar.test(text.slice(0, lines)))
  )
}

const beginning = 'HTTP/1.'
const soundSoFar =
  /^HTTP\/1\.[01] [1-9]\d\d(?: [\t -~\x80-\xff]*)?\r\n(?:[!#$%&'*+\-.^_`|~\dA-Za-z]+:[\t -~\x80-\xff]*\r\n)*$/
const sound =
  /^HTTP\/1\.[01] [1-9]\d\d(?: [\t -~\x80-\xff]*)?\r\n(?:[!#$%&'*+\-.^_`|~\dA-Za-z]+:[\t -~\x80-\xff]*\r\n)*\r\n$/

export function trimmed(text: string, from: number, to: number): string {
  let [start, end] = [from, to]
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (start < end && isBlank(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

const isBlank = (code: number) => code === 32 || code === 9
