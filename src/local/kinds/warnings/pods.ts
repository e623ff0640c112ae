import { isJsonObject, type Json, type JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'
import { isSpecChanged } from '../preparation/preparation.ts'
import { nanoOf } from '../quantities.ts'
import { objectsIn } from '../validation/checks.ts'
import { label1123 } from '../validation/names.ts'
import { portWarnings } from './ports.ts'

type Warnings = (object: JsonObject, old?: JsonObject) => readonly string[]

/** Of a new Pod; whoever changes one is no person. */
export const podWarnings: Warnings = (pod, old) =>
  old === undefined
    ? [
        ...named(
          pod,
          "this is used in the Pod's hostname, which can result in surprising behavior",
        ),
        ...ofSpec(objectAt(pod, 'spec'), 'spec'),
      ]
    : []

export const deploymentWarnings: Warnings = (deployment, old) => {
  const { spec } = objectAt(objectAt(deployment, 'spec'), 'template')
  const ofTemplate = ofSpec(isJsonObject(spec) ? spec : {}, 'spec.template.spec')
  if (old !== undefined) return isSpecChanged(deployment, old) ? ofTemplate : []
  const why = 'this is used in Pod names and hostnames, which can result in surprising behavior'
  return [...named(deployment, why), ...ofTemplate]
}

function named(object: JsonObject, why: string): readonly string[] {
  const problems = label1123(String(objectAt(object, 'metadata')['name'] ?? ''))
  return problems.length === 0
    ? []
    : [`metadata.name: ${why}; a DNS label is recommended: [${problems.join(' ')}]`]
}

type Place = { readonly container: JsonObject; readonly at: string }

function ofSpec(spec: JsonObject, at: string): readonly string[] {
  const containers = ['initContainers', 'containers'].flatMap((field) =>
    objectsIn(spec[field]).map((container, i) => ({ container, at: `${at}.${field}[${i}]` })),
  )
  return [
    ...spreadWarnings(spec, at),
    ...aliasWarnings(spec, at),
    ...secretWarnings(spec, at),
    ...containers.flatMap((place) => [...byteWarnings(place), ...hidden(place)]),
    ...portWarnings(containers),
    ...(Number(spec['terminationGracePeriodSeconds'] ?? 0) < 0 ? [`${at}.${graceBelow0}`] : []),
  ]
}

const graceBelow0 =
  'terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1'

const spreadWarnings = ({ topologySpreadConstraints }: JsonObject, at: string) =>
  objectsIn(topologySpreadConstraints).flatMap(({ labelSelector }, i) => {
    const place = `${at}.topologySpreadConstraints[${i}].labelSelector`
    return labelSelector === undefined
      ? [`${place}: a null labelSelector results in matching no pod`]
      : []
  })

const again = (texts: readonly (Json | undefined)[], i: number) => texts.indexOf(texts[i]) < i

function aliasWarnings({ hostAliases }: JsonObject, at: string): readonly string[] {
  const ips = objectsIn(hostAliases).map(({ ip = '' }) => ip)
  return ips.flatMap((ip, i) =>
    again(ips, i) ? [`${at}.hostAliases[${i}].ip: duplicate ip "${ip}"`] : [],
  )
}

function secretWarnings({ imagePullSecrets }: JsonObject, at: string): readonly string[] {
  const names = objectsIn(imagePullSecrets).map(({ name = '' }) => name)
  const place = (i: number) => `${at}.imagePullSecrets[${i}].name`
  return [
    ...names.flatMap((name, i) =>
      again(names, i) ? [`${place(i)}: duplicate name "${name}"`] : [],
    ),
    ...names.flatMap((name, i) => (name === '' ? [`${place(i)}: invalid empty name ""`] : [])),
  ]
}

/** There is no part of a byte. */
function byteWarnings({ container, at }: Place): readonly string[] {
  const resources = objectAt(container, 'resources')
  return ['memory', 'ephemeral-storage'].flatMap((name) =>
    ['limits', 'requests'].flatMap((field) => {
      const amount = objectAt(resources, field)[name]
      const isWhole = amount === undefined || nanoOf(String(amount)) % 1_000_000_000n === 0n
      const place = `${at}.resources.${field}[${name}]`
      return isWhole
        ? []
        : [`${place}: fractional byte value "${amount}" is invalid, must be an integer`]
    }),
  )
}

/** A variable that comes twice, unless the later one adds to the earlier. */
function hidden({ container, at }: Place): readonly string[] {
  const list = objectsIn(container['env'])
  const names = list.map(({ name }) => name)
  return list.flatMap(({ name, value = '', valueFrom }, i) => {
    const reference = `$(${name})`
    const isAdding = String(value).includes(reference) && value !== reference && !valueFrom
    return again(names, i) && !isAdding
      ? [
          `${at}.env[${i}]: hides previous definition of "${name}", which may be dropped when using apply`,
        ]
      : []
  })
}
