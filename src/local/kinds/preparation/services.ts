import { isDeepStrictEqual } from 'node:util'
import type { JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'
import type { Prepare } from '../kind.ts'
import { preparation, taking, without } from './preparation.ts'

/** A Service gets the address that all Services share here, unless it wants none. */
export function servicePreparation(serviceAddress: string): Prepare {
  return preparation({
    hasStatus: true,
    create: (object) => ({
      ...object,
      spec: addressed(objectAt(object, 'spec'), serviceAddress),
      status: { loadBalancer: {} },
    }),
    update: (object, old) => {
      const had = objectAt(old, 'spec')
      const spec = inherited(inward(objectAt(object, 'spec'), had), had)
      return { ...object, spec: addressed(spec, serviceAddress) }
    },
  })
}

function addressed(spec: JsonObject, address: string): JsonObject {
  if (spec['type'] === 'ExternalName') return spec
  const { clusterIP = address } = spec
  const isNowhere = clusterIP === 'None' && spec['selector'] === undefined
  const family = address.includes(':') ? 'IPv6' : 'IPv4'
  return {
    ...{ ipFamilyPolicy: isNowhere ? 'RequireDualStack' : 'SingleStack' },
    ...{ ipFamilies: isNowhere ? ['IPv4', 'IPv6'] : [family] },
    ...{ clusterIPs: [clusterIP] },
    ...spec,
    clusterIP,
  }
}

const ofAddressed = [
  ...['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy'],
]

const given = ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'healthCheckNodePort']

/** Whoever replaces a Service need not know what it was given. */
function inherited(spec: JsonObject, old: JsonObject): JsonObject {
  if (spec['type'] === 'ExternalName') return unaddressed(spec, old)
  if (old['type'] === 'ExternalName') return spec
  return given
    .filter((field) => spec[field] === undefined)
    .reduce((next, field) => taking(next, old, field), spec)
}

/** A Service that becomes a name loses what it had as an address, unless that is said anew. */
function unaddressed(spec: JsonObject, old: JsonObject): JsonObject {
  if (old['type'] === 'ExternalName') return spec
  return ofAddressed
    .filter((field) => isDeepStrictEqual(spec[field], old[field]))
    .reduce((next, field) => without(next, field), spec)
}

const isOutward = ({ type, externalIPs }: JsonObject) =>
  type === 'NodePort' || type === 'LoadBalancer' || externalIPs !== undefined

/** What a Service has that is reached from outside, and another has not. */
const ofOutward = ['externalTrafficPolicy', 'healthCheckNodePort']
const ofBalanced = ['allocateLoadBalancerNodePorts', 'loadBalancerClass']

/** A Service that draws back keeps none of that, unless it is said anew. */
function inward(spec: JsonObject, old: JsonObject): JsonObject {
  const lost = [
    ...(isOutward(old) && !isOutward(spec) ? ofOutward : []),
    ...(old['type'] === 'LoadBalancer' && spec['type'] !== 'LoadBalancer' ? ofBalanced : []),
  ]
  return lost
    .filter((field) => isDeepStrictEqual(spec[field], old[field]))
    .reduce((next, field) => without(next, field), spec)
}
