/** The text between double quotes, and the offset of the first escape that kubectl refuses. */
export type Unquoted = { readonly text: string; readonly refused?: number }

const escapes: { readonly [letter: string]: string } = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}

/** An escape, or line breaks (the first perhaps escaped) with the blanks around them. */
const special =
  /\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[^\n])|(\\\n|(?<![ \t])[ \t]*\n)[ \t\n]*/g

/**
 * Reads what stands between double quotes, in lines that end in `\n` (go.yaml.in/yaml/v2,
 * scannerc.go). Unlike YAML 1.2 it knows `\'` but not `\/`, and refuses halves of surrogate pairs.
 */
export function unquote(source: string): Unquoted {
  let refused: number | undefined
  const text = source.replace(special, (piece: string, code: string | undefined, ...rest) => {
    if (code === undefined) return folded(piece)
    const character = unescaped(code)
    if (character === undefined) refused ??= offsetOf(rest)
    return character ?? piece
  })
  return refused === undefined ? { text } : { text, refused }
}

/** One break is a space and an escaped one nothing; each further break is a line break. */
function folded(breaks: string): string {
  const further = breaks.split('\n').length - 2
  if (further > 0) return '\n'.repeat(further)
  return breaks.startsWith('\\') ? '' : ' '
}

function unescaped(code: string): string | undefined {
  if (code.length === 1) return Object.hasOwn(escapes, code) ? escapes[code] : undefined
  const point = Number.parseInt(code.slice(1), 16)
  const isCharacter = point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
  return isCharacter ? String.fromCodePoint(point) : undefined
}

const offsetOf = (rest: readonly unknown[]) => Number(rest[1])
