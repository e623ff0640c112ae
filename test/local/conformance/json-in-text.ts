/**
 * Refusals quote objects as JSON, in an order of keys that says nothing: here they come by name. Found
 * are those in quotes, escaped, and those that stand as they are.
 */
export function jsonInOrder(text: string): string {
  return text
    .replace(/"(?:\{\\"|\[\{\\")(?:[^"\\]|\\.)*"/g, (quoted) => {
      const said = parsed(quoted)
      const object = typeof said === 'string' ? parsed(said) : undefined
      return object === undefined ? quoted : JSON.stringify(JSON.stringify(inOrder(object)))
    })
    .replace(/(?<=Invalid value: )[{[].*?[}\]](?=: )/g, (bare) => {
      const object = parsed(bare)
      return object === undefined ? bare : JSON.stringify(inOrder(object))
    })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(inOrder)
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, below]) => [key, inOrder(below)]))
}
