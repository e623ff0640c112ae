/**
 * JSON as clients of models write it, nothing lost: the bare words NaN, Infinity and -Infinity, which Python writes, and
 * integers that a double may not hold come as `Literal`s. Throws a SyntaxError for what is neither.
 */
export function parsedExactly(text: string): unknown {
  if (text.includes('INT64"') && longInteger.test(text)) return JSON.parse(withMarks(text))
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (!/NaN|Infinity/.test(text)) throw cause
    return JSON.parse(withMarks(text))
  }
}

/** Text that stands for a literal begins with it. No client may send such a text: who takes texts refuses it. */
const mark = '\0'

/** The literal behind a value, if it stands for one. */
export const literalOf = (value: string): string | undefined =>
  value.startsWith(mark) ? value.slice(mark.length) : undefined

/** Neither a part of a longer number nor one with a fraction. */
const longInteger = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/

/** One pass, whatever is sent. */
function withMarks(text: string): string {
  const notable = /["]|\\[\s\S]|-?(?:NaN|Infinity)|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g
  let isInText = false
  return text.replace(notable, (found) => {
    if (found === '"') isInText = !isInText
    return isInText || found === '"' || found.startsWith('\\') ? found : `"\\u0000${found}"`
  })
}
