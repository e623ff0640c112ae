import { type Alias, isAlias, type Node } from 'yaml'
import type { Complaint } from './complaint.ts'
import { walk } from './nodes.ts'

/** What each alias stands for: the last node before it that bears its anchor. */
export type Targets = ReadonlyMap<Alias, Node>

export function link(root: Node): {
  readonly targets: Targets
  readonly complaints: readonly Complaint[]
} {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node>()
  const complaints: Complaint[] = []
  for (const { node } of walk(root)) {
    if (isAlias(node)) {
      const target = anchors.get(node.source)
      if (target) targets.set(node, target)
      else
        complaints.push({
          at: node.range?.[0] ?? 0,
          fatal: true,
          message: `the anchor ${node.source} is unknown`,
        })
    } else if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node)
  }
  return { targets, complaints }
}
