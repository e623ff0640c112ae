import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'
import type { Targets } from './anchors.ts'
import { below, type Spot, type Trail } from './complaint.ts'
import { isMergeKey, jsonOf, keyOf, scalarOf, sourceOf, startOf } from './nodes.ts'
import { createReader, type Reader } from './reader.ts'
import { leaf, list, type Reading, record, type Tree } from './tree.ts'

type Mapping = YAMLMap<Node, Node | null>

type Fields = Map<string, Tree>

/** From nodes to values, step by step as go.yaml.in/yaml/v2, decode.go, goes. */
export function decode(root: Node, targets: Targets): Reading {
  const reader = createReader(targets)
  const tree = treeOf(reader, root, { at: startOf(root), trail: undefined })
  return { tree, complaints: reader.complaints }
}

function treeOf(reader: Reader, node: Node, spot: Spot): Tree {
  if (!reader.step(spot)) return leaf(spot.at, null)
  if (isAlias(node)) {
    return (
      reader.follow(node, spot, (target) => treeOf(reader, target, spot)) ?? leaf(spot.at, null)
    )
  }
  if (isMapping(node)) return record(spot.at, fill(reader, node, spot.trail, new Map()))
  if (isSeq<Node>(node)) return list(spot.at, itemsOf(reader, node.items, spot.trail))
  return scalarAt(reader, node, spot)
}

const isMapping = (node: Node): node is Mapping => isMap(node)

const itemsOf = (reader: Reader, items: readonly Node[], up: Trail) =>
  items.map((item, step) => treeOf(reader, item, { at: startOf(item), trail: below(up, step) }))

function scalarAt(reader: Reader, node: Node, spot: Spot): Tree {
  const scalar = isScalar(node) ? scalarOf(node) : undefined
  const value = scalar && jsonOf(scalar)
  if (scalar === undefined) reader.refuse(spot, 'the value is not what its tag says')
  else if (value === undefined) reader.refuse(spot, 'JSON has no such number')
  return leaf(spot.at, value ?? null, isScalar(node) ? sourceOf(node) : undefined)
}

/** In the order of the text: a later field, merged or given again, replaces an earlier one. */
function fill(reader: Reader, map: Mapping, up: Trail, fields: Fields): Fields {
  const own = new Set<string>()
  for (const { key, value } of map.items) {
    const at = startOf(key)
    if (isMergeKey(key)) {
      merge(reader, value, { at, trail: up }, fields)
      continue
    }
    const step = nameOf(reader, key, { at, trail: up })
    if (step === undefined) continue
    const spot = { at, trail: below(up, step) }
    if (own.has(step)) reader.warnRepeated(spot)
    own.add(step)
    fields.set(step, value ? treeOf(reader, value, spot) : leaf(at, null))
  }
  return fields
}

function nameOf(reader: Reader, key: Node, spot: Spot): string | undefined {
  if (!reader.step(spot)) return undefined
  if (isAlias(key)) return reader.follow(key, spot, (target) => nameOf(reader, target, spot))
  const scalar = isScalar(key) ? scalarOf(key) : undefined
  const name = scalar && keyOf(scalar)
  if (name === undefined)
    reader.refuse(spot, 'a key must be a text, a boolean or a whole number; quote any other')
  return name
}

/** `<<`: the fields of a mapping, or of several, of which the first counts most. */
function merge(reader: Reader, from: Node | null, spot: Spot, fields: Fields): void {
  const sources = isSeq<Node>(from) ? from.items.toReversed() : [from]
  for (const source of sources) {
    if (!mergeOne(reader, source, spot, fields))
      reader.refuse(spot, '<< takes a mapping or a list of them')
  }
}

function mergeOne(reader: Reader, from: Node | null, spot: Spot, fields: Fields): boolean {
  if (from === null || !reader.step(spot)) return from !== null
  if (isAlias(from))
    return reader.follow(from, spot, (to) => mergeOne(reader, to, spot, fields)) ?? true
  if (!isMapping(from)) return false
  fill(reader, from, spot.trail, fields)
  return true
}
