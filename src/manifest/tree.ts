import type { Json, JsonPath } from '../api/json.ts'
import type { Complaint } from './complaint.ts'

/** A value that remembers where it stood: `at` is the offset of its key, or of a list item's start. */
export type Tree = {
  readonly at: number
  readonly value: Json
  /** As it was written, where that is neither quoted nor tagged. */
  readonly source?: string
  readonly fields?: ReadonlyMap<string, Tree>
  readonly items?: readonly Tree[]
}

/** One document, and all that is wrong with it. */
export type Reading = { readonly tree: Tree; readonly complaints: readonly Complaint[] }

/** Of what is refused only the place is kept. */
export const refused = (at: number, complaints: readonly Complaint[]): Reading => ({
  tree: leaf(at, null),
  complaints,
})

export const leaf = (at: number, value: Json, source?: string): Tree =>
  source === undefined ? { at, value } : { at, value, source }

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
    const next = inside(here, step)
    if (next === undefined) break
    here = next
  }
  return here.at
}

export function sourceAt(tree: Tree, path: JsonPath): string | undefined {
  return path.reduce<Tree | undefined>((here, step) => here && inside(here, step), tree)?.source
}

const inside = ({ items, fields }: Tree, step: string | number): Tree | undefined =>
  typeof step === 'number' ? items?.[step] : fields?.get(step)
