import { isMap, isSeq, type Node } from 'yaml'

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
