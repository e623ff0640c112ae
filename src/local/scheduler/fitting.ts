import type { WaitingPod } from './seen-pod.ts'
import { isMet, type Node } from './terms.ts'

/** Why a node is none for a Pod, for people; `undefined` where it is. */
export function whyNot(
  { nodeSelector, terms }: Pick<WaitingPod, 'nodeSelector' | 'terms'>,
  node: Node,
): string | undefined {
  const lacking = Object.entries(nodeSelector).filter(([name, value]) => !has(node, name, value))
  const reasons = [
    ...(lacking.length === 0 ? [] : [`is not ${lacking.map(labelText).join(', ')} (nodeSelector)`]),
    ...(terms === undefined || terms.some((term) => isMet(term, node))
      ? []
      : ['meets no term of the required nodeAffinity']),
  ]
  return reasons.length === 0
    ? undefined
    : `no node fits: ${node.name}, the only one, ${reasons.join(', and ')}`
}

const has = ({ labels }: Node, name: string, value: string): boolean =>
  Object.hasOwn(labels, name) && labels[name] === value

const labelText = ([name, value]: readonly [string, string]) => `${name}=${value}`
