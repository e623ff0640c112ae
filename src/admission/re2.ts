/**
 * The pattern of an API server (RE2) as a RegExp that finds the same. Letters are code points, `.` is
 * all but a line feed, `\s` is ASCII, and any punctuation may be escaped. What JavaScript has no word
 * for (`(?i)`, `[[:alpha:]]`, `\pL`, a lone brace) throws, so that no pattern quietly means something else.
 */
export function re2(pattern: string): RegExp {
  let isInClass = false
  const text = pattern.replace(/\\(.)|[[\].]/gsu, (token: string, letter?: string) => {
    if (letter !== undefined) return translated(token, letter, isInClass)
    if (token === '.') return isInClass ? '.' : '[^\\n]'
    isInClass = token === '['
    return token
  })
  return new RegExp(text, 'u')
}

const space = '\\t\\n\\f\\r '
const outsideClass: { readonly [letter: string]: string } = {
  s: `[${space}]`,
  S: `[^${space}]`,
  A: '^',
  z: '$',
}

function translated(token: string, letter: string, isInClass: boolean): string {
  if (isInClass && letter === 's') return space
  if (isInClass && letter === 'S') throw new Error(`${token} in a class of a pattern`)
  if (!isInClass && Object.hasOwn(outsideClass, letter)) return outsideClass[letter] ?? token
  return /[A-Za-z0-9]/.test(letter) ? token : `\\u{${letter.codePointAt(0)?.toString(16)}}`
}
