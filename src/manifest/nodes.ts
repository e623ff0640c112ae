import { isScalar, type Node, type Scalar as ScalarNode } from 'yaml'
import type { Json } from '../api/json.ts'
import { floatKey, integer, whole } from './numbers.ts'
import { unquote } from './quoted.ts'
import { resolve, type Scalar } from './scalars.ts'
import { isMergeTag, resolveTagged } from './tags.ts'

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

/** A scalar as the key of a JSON object (sigs.k8s.io/yaml); `undefined` where it can't be one. */
export function keyOf(scalar: Scalar): string | undefined {
  if (scalar.kind === 'float') return floatKey(scalar.value)
  return scalar.kind === 'null' || scalar.kind === 'big' ? undefined : `${scalar.value}`
}

/** `<<`, plain, or in any quotes when tagged `!` or `!!merge`: an alias to it is a common key. */
export function isMergeKey(node: Node): boolean {
  if (!isScalar(node) || textOf(node) !== '<<') return false
  return node.tag === undefined ? node.type === 'PLAIN' : node.tag === '!' || isMergeTag(node.tag)
}

function textOf(node: ScalarNode): string {
  const token = node.srcToken
  if (token?.type === 'double-quoted-scalar') return unquote(token.source.slice(1, -1)).text
  return node.source ?? ''
}
