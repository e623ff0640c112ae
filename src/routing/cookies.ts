import { valuesOf } from './headers.ts'

/**
 * The value of the first cookie of a name (RFC 6265, 4.2), without the quotes around it. Nothing else is decoded:
 * what `%20` means is between those who set a cookie and those who read it.
 */
export function cookieOf(rawHeaders: readonly string[], name: string): string | undefined {
  for (const line of valuesOf(rawHeaders, 'cookie')) {
    const value = valueIn(line, name)
    if (value !== undefined) return value
  }
  return undefined
}

/** From pair to pair, without making texts of those that are passed by. */
function valueIn(line: string, name: string): string | undefined {
  let from = 0
  while (from < line.length) {
    const semicolon = line.indexOf(';', from)
    const end = semicolon < 0 ? line.length : semicolon
    const start = afterBlanks(line, from)
    const isCalledSo = line.startsWith(name, start)
    const equals = isCalledSo ? afterBlanks(line, start + name.length) : end
    if (equals < end && line[equals] === '=') {
      return unquoted(line.slice(afterBlanks(line, equals + 1), end))
    }
    from = end + 1
  }
  return undefined
}

/** The first place from here on that has neither space nor tab. */
function afterBlanks(line: string, from: number): number {
  let at = from
  while (isBlank(line[at])) at++
  return at
}

/** Without blanks at its end. Not `trimEnd()`: the no-break space may be half of a letter in UTF-8. */
function unquoted(text: string): string {
  let end = text.length
  while (isBlank(text[end - 1])) end--
  const isQuoted = end > 1 && text[0] === '"' && text[end - 1] === '"'
  return isQuoted ? text.slice(1, end - 1) : text.slice(0, end)
}

const isBlank = (letter: string | undefined) => letter === ' ' || letter === '\t'
