import { isMap, isScalar, isSeq, type Node, type Scalar as ScalarNode } from 'yaml'
import type { Json } from '../api/json.ts'
import { integer, whole } from './numbers.ts'
import { unquote } from './quoted.ts'
import { isMergeTag, resolve, resolveTagged, type Scalar } from './scalars.ts'

export const startOf = (node: Node): number => node.range?.[0] ?? 0

/** Where the text of a node ends, without the blanks and comments after it. */
export const endOf = (node: Node): number => node.range?.[1] ?? 0

/** A scalar as kubectl resolves it; `undefined` where its tag and its text disagree. */
export function scalarOf(node: ScalarNode): Scalar | undefined {
  const text = textOf(node)
  if (node.tag !== undefined) return resolveTagged(node.tag, text)
  return node.type === 'PLAIN' ? resolve(text) : { kind: 'str', value: text }
}

/** A scalar as JSON; `undefined` for what JSON can't say. */
export function jsonOf(scalar: Scalar): Json | undefined {
  if (scalar.kind === 'int' || scalar.kind === 'big') return integer(scalar.value)
  if (scalar.kind !== 'float') return scalar.value
  return Number.isFinite(scalar.value) ? whole(scalar.value) : undefined
}

/** A scalar as the key of a JSON object; `undefined` where it can't be one. Floats, which Go rounds, can't. */
export function keyOf(scalar: Scalar): string | undefined {
  return keyKinds.includes(scalar.kind) ? `${scalar.value}` : undefined
}

const keyKinds: readonly Scalar['kind'][] = ['str', 'bool', 'int']

/** `<<`, plain, or in any quotes when tagged `!` or `!!merge`: an alias to `<<` is an ordinary key. */
export function isMergeKey(node: Node): boolean {
  if (!isScalar(node) || textOf(node) !== '<<') return false
  return node.tag === undefined ? node.type === 'PLAIN' : node.tag === '!' || isMergeTag(node.tag)
}

/** What a plain scalar without a tag was before it was resolved: `010`, `no`, `1.10`. */
export const sourceOf = (node: ScalarNode): string | undefined =>
  node.type === 'PLAIN' && node.tag === undefined && node.source ? node.source : undefined

function textOf(node: ScalarNode): string {
  const token = node.srcToken
  if (token?.type === 'double-quoted-scalar') return unquote(token.source.slice(1, -1)).text
  return node.source ?? ''
}

export type Visit = {
  readonly node: Node
  readonly inFlow: boolean
  /** The innermost block collection around it. */
  readonly block: Node | undefined
}

/** All nodes in the order of the text. Keeps its own stack, since nesting may be deep. */
export function* walk(root: Node): Generator<Visit> {
  const ahead: Visit[] = [{ node: root, inFlow: false, block: undefined }]
  for (let visit = ahead.pop(); visit !== undefined; visit = ahead.pop()) {
    yield visit
    for (const node of childrenOf(visit.node).toReversed()) ahead.push(within(visit, node))
  }
}

function within({ node: parent, inFlow, block }: Visit, node: Node): Visit {
  const isFlow = inFlow || ((isMap(parent) || isSeq(parent)) && parent.flow === true)
  return { node, inFlow: isFlow, block: isFlow ? block : parent }
}

function childrenOf(node: Node): readonly Node[] {
  if (isSeq<Node>(node)) return node.items
  if (!isMap<Node, Node | null>(node)) return []
  return node.items.flatMap(({ key, value }) => (value === null ? [key] : [key, value]))
}
