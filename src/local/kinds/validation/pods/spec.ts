import { qualifiedName, subdomain } from '../../../../admission/names.ts'
import { type Address, child, entry, type Problem, problem } from '../../../../admission/problem.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../../api/json.ts'
import {
  between,
  type Check,
  each,
  fields,
  forbidden,
  ifThere,
  invalid,
  missing,
  objectsIn,
  oneOf,
  required,
  text,
  whole,
} from '../checks.ts'
import { isAddress } from '../ips.ts'
import { labels } from '../label-selectors.ts'
import { label1123 } from '../names.ts'
import { initContainers, mainContainers } from './containers.ts'
import { gateProblems } from './gates.ts'
import { affinity, tolerations, topologySpread } from './scheduling.ts'
import { podSecurity } from './security.ts'
import { volumeProblems } from './volumes.ts'

const simple = fields({
  restartPolicy: oneOf('Always', 'OnFailure', 'Never'),
  dnsPolicy: oneOf('ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'),
  nodeSelector: labels,
  securityContext: podSecurity,
  affinity,
  dnsConfig: fields({ nameservers: each(isAddress), options: each(whole(nameless)) }),
  readinessGates: each(fields({ conditionType: text(qualifiedName) })),
  topologySpreadConstraints: topologySpread,
  serviceAccountName: ifThere(text(subdomain)),
  nodeName: ifThere(text(subdomain)),
  activeDeadlineSeconds: between(1, 2 ** 31 - 1),
  hostname: ifThere(text(label1123)),
  subdomain: ifThere(text(label1123)),
  tolerations,
  hostAliases: each(fields({ ip: isAddress, hostnames: each(text(subdomain)) })),
  priorityClassName: ifThere(text(subdomain)),
  runtimeClassName: ifThere(text(subdomain)),
  preemptionPolicy: ifThere(oneOf('PreemptLowerPriority', 'Never')),
})

/** The spec of a Pod, or of a template for Pods, which is held to a little less. */
export const podSpec =
  (isTemplate: boolean): Check =>
  (value, at) => {
    const spec = isJsonObject(value) ? value : {}
    const volumes = volumeProblems(spec['volumes'], child(at, 'volumes'))
    const around = { volumes: volumes.sound, grace: spec['terminationGracePeriodSeconds'] }
    const main = objectsIn(spec['containers']).map(({ name }) => name)
    const init = initContainers(around, isTemplate, main)
    return [
      ...volumes.problems,
      ...required(mainContainers(around, isTemplate))(spec['containers'], child(at, 'containers')),
      ...init(spec['initContainers'], child(at, 'initContainers')),
      ...hostNetworkProblems(spec, at),
      ...simple(spec, at),
      ...gateProblems(spec, at),
      ...wholeProblems(spec, at),
    ]
  }

function wholeProblems(spec: JsonObject, at: Address): readonly Problem[] {
  const { hostPID, securityContext, dnsPolicy, dnsConfig, os, ephemeralContainers } = spec
  const shared = spec['shareProcessNamespace'] === true && hostPID === true
  const place = child(isJsonObject(securityContext) ? child(at, 'securityContext') : at, sharing)
  const ofOwnDns = 'must provide `dnsConfig` when `dnsPolicy` is None'
  return [
    ...(shared ? [invalid(place, true, notBoth)] : []),
    ...(dnsPolicy === 'None' && dnsConfig === undefined
      ? [missing(child(at, 'dnsConfig'), ofOwnDns)]
      : []),
    ...systemProblems(os, child(at, 'os')),
    ...claimProblems(spec, at),
    ...(ephemeralContainers === undefined
      ? []
      : [forbidden(child(at, 'ephemeralContainers'), 'cannot be set on create')]),
  ]
}

function systemProblems(os: Json | undefined, at: Address): readonly Problem[] {
  if (!isJsonObject(os)) return []
  const { name = '' } = os
  return name === '' ? [missing(child(at, 'name'))] : oneOf('linux', 'windows')(name, at)
}

function nameless({ name = '' }: JsonObject, at: Address): readonly Problem[] {
  return name === '' ? [missing(at, 'must not be empty')] : []
}

const sharing = 'shareProcessNamespace'
const notBoth = 'ShareProcessNamespace and HostPID cannot both be enabled'

/** On the network of the host a container's port is the host's. */
function hostNetworkProblems(spec: JsonObject, at: Address): readonly Problem[] {
  if (spec['hostNetwork'] !== true) return []
  const detail = 'must match `containerPort` when `hostNetwork` is true'
  return ['containers', 'initContainers'].flatMap((field) =>
    objectsIn(spec[field]).flatMap((container, i) =>
      objectsIn(container['ports']).flatMap(({ containerPort, hostPort = 0 }, j) => {
        const place = child(entry(child(entry(child(at, field), i), 'ports'), j), 'hostPort')
        return hostPort === containerPort ? [] : [invalid(place, hostPort, detail)]
      }),
    ),
  )
}

/** There are no claims of devices here, so none can be had. */
function claimProblems(spec: JsonObject, at: Address): readonly Problem[] {
  if (spec['resourceClaims'] !== undefined) return []
  const detail = 'must be one of the names in pod.spec.resourceClaims which is empty'
  return objectsIn(spec['containers']).flatMap(({ resources }, i) =>
    objectsIn(isJsonObject(resources) ? resources['claims'] : []).map(({ name = '' }, j) => {
      const list = child(child(entry(child(at, 'containers'), i), 'resources'), 'claims')
      return name === ''
        ? missing(entry(list, j))
        : problem(entry(list, j), 'FieldValueNotFound', { value: name, detail })
    }),
  )
}
