/** `kind` is the sign itself, or what the text is. */
export type Token = { readonly kind: string; readonly text: string; readonly at: number }

const blank = /[ \t\n\r]*/y

/** The tokens of JSON (RFC 8259), which Go's encoding/json keeps to. */
const kinds: readonly (readonly [kind: string | undefined, pattern: RegExp])[] = [
  [undefined, /[{}[\],:]/y],
  ['string', /"[ !#-[\]-\u{10FFFF}]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[ !#-[\]-\u{10FFFF}]*)*"/uy],
  ['number', /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y],
  ['word', /true|false|null/y],
  ['nothing', /$/y],
]

/** The token at or after `from`. */
export function tokenAt(text: string, from: number): Token {
  blank.lastIndex = from
  blank.test(text)
  const at = blank.lastIndex
  for (const [kind, pattern] of kinds) {
    pattern.lastIndex = at
    const [found] = pattern.exec(text) ?? []
    if (found !== undefined) return { kind: kind ?? found, text: found, at }
  }
  return { kind: 'garbage', text: text.slice(at, at + 1), at }
}
