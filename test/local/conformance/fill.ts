/** What answers have said, by the names that steps gave them; `ns` is the namespace of the case. */
export type Said = { readonly [name: string]: unknown }

const reference = /<([a-z]\w*(?:\.[\w-]+)*)>/g

/**
 * `<made.metadata.uid>` in a text is replaced by what the answer `made` had there. Other words in
 * such brackets stay: their first word names no answer.
 */
export function fill(value: unknown, said: Said): unknown {
  if (typeof value === 'string') return fillText(value, said)
  if (Array.isArray(value)) return value.map((item) => fill(item, said))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, below]) => [fillText(key, said), fill(below, said)]),
  )
}

export function fillText(text: string, said: Said): string {
  return text.replace(reference, (whole, path: string) => {
    const [name = '', ...steps] = path.split('.')
    return Object.hasOwn(said, name) ? word(whole, at(said[name], steps)) : whole
  })
}

function word(reference: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new Error(`${reference}: the answer has ${JSON.stringify(value)} there`)
}

function at(value: unknown, [step, ...rest]: readonly string[]): unknown {
  return step === undefined ? value : at(Object(value)[step], rest)
}
