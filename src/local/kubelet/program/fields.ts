import type { Pod, Texts } from '../pod/pod.ts'
import { allContainers, type Container, type ResourceFieldRef } from '../pod/spec.ts'
import { inUnits } from './quantity.ts'

/** What a Pod may learn of where it runs. */
export type Place = {
  readonly address: string
  readonly cpus: number
  readonly memoryBytes: number
}

const fields: { readonly [path: string]: (pod: Pod, place: Place) => string } = {
  'metadata.name': ({ name }) => name,
  'metadata.namespace': ({ namespace }) => namespace,
  'metadata.uid': ({ uid }) => uid,
  'metadata.labels': ({ labels }) => listed(labels),
  'metadata.annotations': ({ annotations }) => listed(annotations),
  'spec.nodeName': ({ spec }) => spec.nodeName ?? '',
  'spec.serviceAccountName': ({ spec }) => spec.serviceAccountName ?? '',
  'status.podIP': (_, { address }) => address,
  'status.podIPs': (_, { address }) => address,
  'status.hostIP': (_, { address }) => address,
  'status.hostIPs': (_, { address }) => address,
}

/** What a `fieldRef` says; `undefined` where there is no such field. A label that is missing is empty. */
export function fieldOf(path: string, pod: Pod, place: Place): string | undefined {
  const [, which, name] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? []
  if (name !== undefined) return pod[which === 'labels' ? 'labels' : 'annotations'][name] ?? ''
  return Object.hasOwn(fields, path) ? fields[path]?.(pod, place) : undefined
}

/** One a line, in order, values quoted as in JSON. */
function listed(texts: Texts): string {
  const names = Object.keys(texts).sort()
  return names.map((name) => `${name}=${JSON.stringify(texts[name])}`).join('\n')
}

/**
 * What a `resourceFieldRef` says. Without a limit of its own a container may have what the machine has;
 * without a request it asks for what it is limited to, and else for nothing.
 */
export function resourceOf(
  { containerName, resource, divisor = 0 }: ResourceFieldRef,
  pod: Pod,
  self: Container | undefined,
  place: Place,
): string | undefined {
  const container =
    containerName === undefined || containerName === ''
      ? self
      : allContainers(pod.spec).find(({ name }) => name === containerName)
  const [which, name = ''] = resource.split('.')
  const { limits, requests } = container?.resources ?? {}
  const own = which === 'limits' ? limits?.[name] : (requests?.[name] ?? limits?.[name])
  const most: { readonly [resource: string]: number } = {
    cpu: place.cpus,
    memory: place.memoryBytes,
  }
  const quantity = own ?? (which === 'limits' ? most[name] : undefined) ?? 0
  return inUnits(quantity, /^0+$/.test(`${divisor}`) ? 1 : divisor)?.toString()
}
