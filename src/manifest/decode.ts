import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'
import type { Json } from '../api/json.ts'
import type { Targets } from './anchors.ts'
import { isMergeKey, jsonOf, keyOf, scalarOf, startOf } from './nodes.ts'
import { type Reader, reader } from './reader.ts'
import { below, type Spot, type Trail } from './trail.ts'
import { leaf, list, record, type Tree } from './tree.ts'

type Mapping = YAMLMap<Node, Node | null>

type Fields = Map<string, Tree>

/** From nodes to values, step by step as go.yaml.in/yaml/v2, decode.go, goes. */
export function decode(root: Node, targets: Targets) {
  const all = reader(targets)
  const tree = treeOf(all, root, { at: startOf(root), trail: undefined })
  return { tree, complaints: all.complaints }
}

function treeOf(r: Reader, node: Node, spot: Spot): Tree {
  if (!r.step(spot)) return leaf(spot.at, null)
  if (isAlias(node)) {
    return r.follow(node, spot, (target) => treeOf(r, target, spot)) ?? leaf(spot.at, null)
  }
  if (isMapping(node)) return record(spot.at, fill(r, node, spot.trail, new Map()))
  if (isSeq<Node>(node)) return list(spot.at, itemsOf(r, node.items, spot.trail))
  return leaf(spot.at, scalarAt(r, node, spot))
}

const isMapping = (node: Node): node is Mapping => isMap(node)

const itemsOf = (r: Reader, items: readonly Node[], up: Trail) =>
  items.map((item, step) => treeOf(r, item, { at: startOf(item), trail: below(up, step) }))

function scalarAt(r: Reader, node: Node, spot: Spot): Json {
  const scalar = isScalar(node) ? scalarOf(node) : undefined
  const value = scalar && jsonOf(scalar)
  if (scalar === undefined) r.refuse(spot, 'the value is not what its tag says')
  else if (value === undefined) r.refuse(spot, 'JSON has no such number')
  return value ?? null
}

/** In the order of the text, so that what is merged or given again takes the place of what was there. */
function fill(r: Reader, map: Mapping, up: Trail, fields: Fields): Fields {
  const own = new Set<string>()
  for (const { key, value } of map.items) {
    const at = startOf(key)
    if (isMergeKey(key)) {
      merge(r, value, { at, trail: up }, fields)
      continue
    }
    const step = nameOf(r, key, { at, trail: up })
    if (step === undefined) continue
    const spot = { at, trail: below(up, step) }
    if (own.has(step)) r.warnRepeated(spot)
    own.add(step)
    fields.set(step, value ? treeOf(r, value, spot) : leaf(at, null))
  }
  return fields
}

function nameOf(r: Reader, key: Node, spot: Spot): string | undefined {
  if (!r.step(spot)) return undefined
  if (isAlias(key)) return r.follow(key, spot, (target) => nameOf(r, target, spot))
  const scalar = isScalar(key) ? scalarOf(key) : undefined
  const name = scalar && keyOf(scalar)
  if (name === undefined) r.refuse(spot, 'a key must be a string, a boolean or a number')
  return name
}

/** `<<`: the fields of a mapping, or of several, of which the first counts most. */
function merge(r: Reader, from: Node | null, spot: Spot, fields: Fields): void {
  const sources = isSeq<Node>(from) ? from.items.toReversed() : [from]
  for (const source of sources) {
    if (!mergeOne(r, source, spot, fields)) r.refuse(spot, '<< takes a mapping or a list of them')
  }
}

function mergeOne(r: Reader, from: Node | null, spot: Spot, fields: Fields): boolean {
  if (from === null || !r.step(spot)) return from !== null
  if (isAlias(from)) return r.follow(from, spot, (to) => mergeOne(r, to, spot, fields)) ?? true
  if (!isMapping(from)) return false
  fill(r, from, spot.trail, fields)
  return true
}
