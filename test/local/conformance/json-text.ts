/**
 * JSON that people can read: whatever fits into a line is on one, and short neighbours share theirs,
 * unless they are lines of a text.
 */
export function jsonText(value: unknown, indent = ''): string {
  const line = oneLine(value)
  if (indent.length + line.length <= width || typeof value !== 'object' || value === null) {
    return line
  }
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const deeper = `${indent}  `
  const entries = Object.entries(value).map(([key, below]) =>
    Array.isArray(value)
      ? jsonText(below, deeper)
      : `${JSON.stringify(key)}: ${jsonText(below, deeper)}`,
  )
  const isText = Array.isArray(value) && value.every((item) => typeof item === 'string')
  const lines = isText ? entries.join(`,\n${deeper}`) : packed(entries, deeper)
  return `${open}\n${deeper}${lines}\n${indent}${close}`
}

const width = 120

/** Entries of one line are joined while they fit; longer ones stand alone. */
function packed(entries: readonly string[], indent: string): string {
  return entries.reduce((text, entry) => {
    const last = text.slice(text.lastIndexOf('\n') + 1)
    const start = text.includes('\n') ? 0 : indent.length
    const isShort = !entry.includes('\n') && /[^[{]$/.test(last) && !/^\s*[\]}]/.test(last)
    const fits = start + last.length + entry.length + 3 <= width
    return `${text},${isShort && fits ? ' ' : `\n${indent}`}${entry}`
  })
}

function oneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`
  const pairs = Object.entries(value).map(
    ([key, below]) => `${JSON.stringify(key)}: ${oneLine(below)}`,
  )
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
}
