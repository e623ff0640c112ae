/** What kubectl reads as one YAML document: its text, which starts at `at`; or why it reads none. */
export type Chunk = { readonly at: number; readonly text: string; readonly refused?: string }

/**
 * Splits a file, whose lines end in `\n`, as kubectl does (k8s.io/apimachinery, util/yaml,
 * YAMLReader): at every line that starts with `---`. It drops that line, unless nothing is before it.
 */
export function* chunks(text: string): Generator<Chunk> {
  let at = 0
  let refused = text.startsWith('---') ? badSeparator(text, 0) : undefined
  for (const { index } of text.matchAll(/(?<=\n)---/g)) {
    const isSplit = index > at || refused !== undefined
    if (isSplit) yield refused ?? chunkOf(text.slice(at, index), at)
    refused = badSeparator(text, index)
    if (isSplit) at = endOfLine(text, index)
  }
  yield refused ?? chunkOf(text.slice(at), at)
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end + 1
}

function badSeparator(text: string, at: number): Chunk | undefined {
  const rest = text.slice(at + 3, endOfLine(text, at)).trim()
  if (rest === '' || rest.startsWith('#')) return undefined
  return { at, text: '', refused: `only a comment may follow ---, not ${rest.slice(0, 40)}` }
}

/** goyaml takes `\r` and U+0085 for line breaks, and never looks at what comes after `...`. */
function chunkOf(text: string, at: number): Chunk {
  const lines = text.replace(/[\r\x85]/g, '\n')
  const end = lines.search(/(?<=^|\n)\.\.\.(?!\S)/)
  if (end < 0) return { at, text: lines }
  const before = lines.slice(0, end)
  return /^[ \t]*[^\s#]/m.test(before)
    ? { at, text: before }
    : { at, text: '', refused: 'there is no document before ...' }
}
