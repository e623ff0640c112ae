import { qualifiedName, subdomain } from '../../../admission/names.ts'
import { type Address, child, entry, type Problem, root } from '../../../admission/problem.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'
import { blockOf, isFirst } from './blocks.ts'
import {
  type Check,
  each,
  fields,
  forbidden,
  ifThere,
  invalid,
  missing,
  number,
  objectsIn,
  oneOf,
  problemOf,
  repeated,
  required,
  text,
} from './checks.ts'
import { ipAddress, isAddress, isLoopback } from './ips.ts'
import { labels } from './label-selectors.ts'
import { label1123 } from './names.ts'
import { portNumber, portNumberOrName } from './pods/probes.ts'

const spec = child(root, 'spec')

export function validateService(object: JsonObject, old?: JsonObject): readonly Problem[] {
  const own = objectAt(object, 'spec')
  return [
    ...portProblems(own),
    ...simple(own, spec),
    ...(own['sessionAffinity'] === 'ClientIP' ? affinity(own, spec) : []),
    ...each(sourceRange)(own['loadBalancerSourceRanges'], child(spec, 'LoadBalancerSourceRanges')),
    ...addressProblems(own),
    ...outsideProblems(own),
    ...(old === undefined ? [] : addressChanged(own, objectAt(old, 'spec'))),
    ...statusProblems(object, own),
  ]
}

const isOutside = ({ type }: JsonObject) => type === 'NodePort' || type === 'LoadBalancer'

const port = fields({
  name: ifThere(text(label1123)),
  port: (value, at) => portNumber(value ?? 0, at),
  protocol: oneOf('SCTP', 'TCP', 'UDP'),
  targetPort: portNumberOrName,
  appProtocol: (value, at) => (value === undefined ? [] : text(qualifiedName)(value, at)),
})

function portProblems({ ports, ...own }: JsonObject): readonly Problem[] {
  const at = child(spec, 'ports')
  const list = objectsIn(ports)
  const isNeeded = own['type'] !== 'ExternalName' && own['clusterIP'] !== 'None'
  const unnamed = list.flatMap(({ name = '' }, i) => (name === '' ? [i] : []))
  const names = list.map(({ name }) => name)
  return [
    ...(list.length === 0 && isNeeded ? [missing(at)] : []),
    ...(list.length > 1 ? unnamed.map((i) => missing(child(entry(at, i), 'name'))) : []),
    ...each(port)(ports, at),
    ...repeated(names, (i) => child(entry(at, i), 'name')),
    ...list.flatMap((one, i) => [...twice(one, list.slice(0, i), entry(at, i))]),
    ...(own['type'] === 'ClusterIP' || own['type'] === undefined ? inside(list, at) : []),
  ]
}

function twice(one: JsonObject, before: readonly JsonObject[], at: Address): readonly Problem[] {
  const { port = 0, protocol = '' } = one
  const isAgain = before.some((other) => other['port'] === port && other['protocol'] === protocol)
  const shown = JSON.stringify({
    ...{ Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 },
  })
  return isAgain ? [problemOf(at, 'FieldValueDuplicate', `Duplicate value: ${shown}`)] : []
}

const inside = (list: readonly JsonObject[], at: Address) =>
  list.flatMap(({ nodePort = 0 }, i) =>
    nodePort === 0
      ? []
      : [forbidden(child(entry(at, i), 'nodePort'), "may not be used when `type` is 'ClusterIP'")],
  )

const outward: Check = text((address) => [
  ...ipAddress(address),
  ...(isLoopback(address) ? ['may not be in the loopback range (127.0.0.0/8, ::1/128)'] : []),
])

const simple = fields({
  selector: labels,
  type: oneOf('ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'),
  sessionAffinity: oneOf('ClientIP', 'None'),
  externalIPs: each(outward),
  internalTrafficPolicy: (value, at) =>
    value === undefined ? [] : oneOf('Cluster', 'Local')(value, at),
  ipFamilyPolicy: ifThere(oneOf('PreferDualStack', 'RequireDualStack', 'SingleStack')),
  ipFamilies: each(oneOf('IPv4', 'IPv6')),
})

const affinity = fields({
  sessionAffinityConfig: fields({
    clientIP: fields({
      timeoutSeconds: number(
        (value) => value > 0 && value <= 86_400,
        'must be greater than 0 and less than 86400',
      ),
    }),
  }),
})

/** Blanks around it were once fine. */
const sourceRange: Check = (value, at) => {
  const sent = String(value).trim()
  const block = blockOf(sent)
  if (block === undefined) {
    return [invalid(at, sent, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')]
  }
  return isFirst(block)
    ? []
    : [invalid(at, sent, 'must not have bits set beyond the prefix length')]
}

function addressProblems(own: JsonObject): readonly Problem[] {
  const { type, clusterIP, clusterIPs } = own
  const at = child(spec, 'clusterIPs')
  if (type === 'ExternalName') return nameProblems(own)
  const [first] = Array.isArray(clusterIPs) ? clusterIPs : []
  if (first !== undefined && first !== clusterIP) {
    return [invalid(at, clusterIPs ?? null, 'first value must match `clusterIP`')]
  }
  if (clusterIP === 'None') {
    const detail = "may not be set to 'None' for LoadBalancer services"
    return type === 'LoadBalancer' ? [invalid(entry(at, 0), clusterIP, detail)] : []
  }
  return clusterIP === undefined ? [] : isAddress(clusterIP, entry(at, 0))
}

function nameProblems({ externalName, clusterIP }: JsonObject): readonly Problem[] {
  const detail = 'may not be set for ExternalName services'
  return [
    ...required(text(subdomain))(externalName, child(spec, 'externalName')),
    ...(clusterIP === undefined ? [] : [forbidden(child(spec, 'clusterIPs'), detail)]),
  ]
}

/** What only those have that are reached from outside. */
function outsideProblems(own: JsonObject): readonly Problem[] {
  const { type, externalTrafficPolicy, externalIPs, healthCheckNodePort = 0 } = own
  const isReached = isOutside(own) || externalIPs !== undefined
  const isBalanced = type === 'LoadBalancer'
  const only = "may only be used when `type` is 'LoadBalancer'"
  const checked =
    "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
  return [
    ...(externalTrafficPolicy === undefined || isReached
      ? ifThere(oneOf('Cluster', 'Local'))(
          externalTrafficPolicy,
          child(spec, 'externalTrafficPolicy'),
        )
      : [
          invalid(
            child(spec, 'externalTrafficPolicy'),
            externalTrafficPolicy,
            'may only be set for externally-accessible services',
          ),
        ]),
    ...(own['loadBalancerClass'] === undefined || isBalanced
      ? []
      : [forbidden(child(spec, 'loadBalancerClass'), only)]),
    ...(own['loadBalancerSourceRanges'] === undefined || isBalanced
      ? []
      : [forbidden(child(spec, 'LoadBalancerSourceRanges'), only)]),
    ...(healthCheckNodePort === 0 || isBalanced
      ? []
      : [invalid(child(spec, 'healthCheckNodePort'), healthCheckNodePort, checked)]),
  ]
}

/** An address is given for life. */
function addressChanged(own: JsonObject, old: JsonObject): readonly Problem[] {
  const [now, had] = [own['clusterIP'], old['clusterIP']]
  const isKept = now === had || had === undefined || own['type'] === 'ExternalName'
  const shown: Json = own['clusterIPs'] ?? [now ?? null]
  return isKept
    ? []
    : [invalid(entry(child(spec, 'clusterIPs'), 0), shown, 'may not change once set')]
}

function statusProblems(object: JsonObject, own: JsonObject): readonly Problem[] {
  const { loadBalancer } = objectAt(object, 'status')
  const ingress = isJsonObject(loadBalancer) ? loadBalancer['ingress'] : undefined
  const at = child(child(child(root, 'status'), 'loadBalancer'), 'ingress')
  const detail = "may only be used when `spec.type` is 'LoadBalancer'"
  return ingress === undefined || own['type'] === 'LoadBalancer' ? [] : [forbidden(at, detail)]
}
