import { below } from '../../chance.ts'
import type { Random } from './dice.ts'

/** JSON as it is written: a member may come twice, and a leaf be no JSON at all. */
export type Tree =
  | { readonly kind: 'Leaf'; readonly text: string }
  | { readonly kind: 'List'; readonly items: readonly Tree[] }
  | { readonly kind: 'Members'; readonly items: readonly Member[] }

type Member = readonly [key: string, value: Tree]

export const leaf = (text: string): Tree => ({ kind: 'Leaf', text })

export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: 'List', items: value.map(treeOf) }
  if (typeof value !== 'object' || value === null) return leaf(JSON.stringify(value))
  const items = Object.entries(value).map(
    ([key, own]) => [JSON.stringify(key), treeOf(own)] as const,
  )
  return { kind: 'Members', items }
}

export function textOf(tree: Tree): string {
  if (tree.kind === 'Leaf') return tree.text
  if (tree.kind === 'List') return `[${tree.items.map(textOf).join()}]`
  return `{${tree.items.map(([key, value]) => `${key}:${textOf(value)}`).join()}}`
}

const sizeOf = (tree: Tree): number =>
  1 + partsOf(tree).reduce((sum, part) => sum + sizeOf(part), 0)

function partsOf(tree: Tree): readonly Tree[] {
  if (tree.kind === 'Leaf') return []
  return tree.kind === 'List' ? tree.items : tree.items.map(([, value]) => value)
}

/** With another tree in place of one of it by chance: any, be it the root or a leaf. */
export function changedBy(random: Random, tree: Tree, change: (part: Tree) => Tree): Tree {
  return changedAt(tree, below(random, sizeOf(tree)), change)
}

/** Counted as they are written. */
function changedAt(tree: Tree, nth: number, change: (part: Tree) => Tree): Tree {
  if (nth === 0) return change(tree)
  let [left, isDone] = [nth - 1, false]
  const within = (part: Tree): Tree => {
    const size = sizeOf(part)
    if (isDone || left >= size) {
      left -= isDone ? 0 : size
      return part
    }
    isDone = true
    return changedAt(part, left, change)
  }
  if (tree.kind === 'List') return { ...tree, items: tree.items.map(within) }
  if (tree.kind === 'Leaf') return tree
  return { ...tree, items: tree.items.map(([key, value]) => [key, within(value)] as const) }
}
