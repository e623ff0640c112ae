/**
 * Every value of a header, in the order of a request's raw headers (name, value, name, value …) as Node gives them.
 * `name` is in lower case.
 */
export function valuesOf(rawHeaders: readonly string[], name: string): readonly string[] {
  const values: string[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const is = rawHeaders[at]
    if (is?.length !== name.length || is.toLowerCase() !== name) continue
    values.push(rawHeaders[at + 1] ?? '')
  }
  return values
}

/**
 * What a client wrote into a header. Node shows each byte as a character; bytes that are UTF-8 are read as such, so
 * that a name is the same here as in a JSON body, and others as Latin-1, which HTTP once meant.
 */
export function textOf(value: string): string {
  if (!beyondAscii.test(value)) return value
  const bytes = Buffer.from(value, 'latin1')
  const text = bytes.toString('utf8')
  return Buffer.from(text, 'utf8').equals(bytes) ? text : value
}

const beyondAscii = /[^\0-\x7f]/
