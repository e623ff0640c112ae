import { type Address, child, entry, type Problem, root } from '../../../admission/problem.ts'
import type { JsonObject } from '../../../api/json.ts'
import { blockOf, contains } from './blocks.ts'
import {
  all,
  type Check,
  each,
  fields,
  forbidden,
  ifThere,
  invalid,
  missing,
  oneOf,
  required,
  text,
  whole,
} from './checks.ts'
import { labelSelector } from './label-selectors.ts'
import { portNumberOrName } from './pods/probes.ts'

const policyPort: Check = all(
  fields({ protocol: oneOf('TCP', 'UDP', 'SCTP'), port: ifThere(portNumberOrName) }),
  whole(({ port, endPort }, at) => {
    const place = child(at, 'endPort')
    if (endPort === undefined) return []
    if (port === undefined) {
      return [invalid(place, endPort, 'may not be specified when `port` is not specified')]
    }
    return Number(endPort) < Number(port)
      ? [invalid(place, port, 'must be greater than or equal to `port`')]
      : []
  }),
)

const cidr: Check = text((block) =>
  blockOf(block) === undefined
    ? ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)']
    : [],
)

/** What is left out of a block is a part of it, and not all. */
function exceptProblems({ cidr: whole, except }: JsonObject, at: Address): readonly Problem[] {
  const block = blockOf(String(whole))
  if (block === undefined) return []
  return (Array.isArray(except) ? except : []).flatMap((part, i) => {
    const place = entry(child(at, 'except'), i)
    const inner = blockOf(String(part))
    if (inner === undefined) return cidr(part, place)
    const isPart = contains(block, inner) && inner.bits > block.bits
    return isPart ? [] : [invalid(place, part, 'must be a strict subset of `cidr`')]
  })
}

const peer: Check = all(
  whole((object, at) => {
    const names = Object.keys(object)
    if (names.length === 0) return [missing(at, 'must specify a peer')]
    const isMixed = names.includes('ipBlock') && names.length > 1
    return isMixed ? [forbidden(at, 'may not specify both ipBlock and another peer')] : []
  }),
  fields({
    podSelector: labelSelector,
    namespaceSelector: labelSelector,
    ipBlock: all(fields({ cidr: required(cidr) }), whole(exceptProblems)),
  }),
)

const ofNetworkPolicy = fields({
  podSelector: labelSelector,
  ingress: each(fields({ ports: each(policyPort), from: each(peer) })),
  egress: each(fields({ ports: each(policyPort), to: each(peer) })),
  policyTypes: all(each(oneOf('Ingress', 'Egress')), (value, at) =>
    Array.isArray(value) && value.length > 2
      ? [invalid(at, value, 'may not specify more than two policyTypes')]
      : [],
  ),
})

export const validateNetworkPolicy = (object: JsonObject): readonly Problem[] =>
  ofNetworkPolicy(object['spec'], child(root, 'spec'))
