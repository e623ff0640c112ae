import type { Json, JsonPath } from '../api/json.ts'

/** A value that remembers where it stood: `at` is the offset of its key, or of a list item's start. */
export type Tree = {
  readonly at: number
  readonly value: Json
  readonly fields?: ReadonlyMap<string, Tree>
  readonly items?: readonly Tree[]
}

export const leaf = (at: number, value: Json): Tree => ({ at, value })

export const list = (at: number, items: readonly Tree[]): Tree => ({
  at,
  items,
  value: items.map(({ value }) => value),
})

/** `Object.fromEntries` defines even `__proto__` as a plain field. */
export const record = (at: number, fields: ReadonlyMap<string, Tree>): Tree => ({
  at,
  fields,
  value: Object.fromEntries(Array.from(fields, ([key, { value }]) => [key, value])),
})

/** The offset of what `path` leads to; where something is missing, of its nearest ancestor. */
export function locate(tree: Tree, path: JsonPath): number {
  let here = tree
  for (const step of path) {
    const next = typeof step === 'number' ? here.items?.[step] : here.fields?.get(step)
    if (next === undefined) break
    here = next
  }
  return here.at
}
