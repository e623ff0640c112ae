import { keyOf, type Stored } from '../../kube/objects.ts'
import type { Entry } from '../../reconciler/source.ts'
import { portsOf } from './addresses.ts'

/** What is kept of a Service. */
export type SeenService = Entry & {
  readonly namespace: string
  readonly name: string
  readonly uid: string
  /** Whose Pods are its endpoints; `undefined`: somebody else says which are. */
  readonly selector: { readonly [label: string]: string } | undefined
  readonly ports: readonly ServicePort[]
  readonly isHeadless: boolean
  readonly hasEarlyEndpoints: boolean
  /** The annotation as it is, and the ports that it claims. */
  readonly addresses: string | undefined
  readonly claimed: { readonly [port: string]: number }
}

export type ServicePort = {
  readonly name?: string
  readonly port: number
  readonly protocol?: string
  readonly appProtocol?: string
  /** A port of a container, by number or by name; `port` if it isn't said. */
  readonly targetPort?: number | string
}

type Spec = {
  readonly type?: string
  readonly clusterIP?: string
  readonly selector?: { readonly [label: string]: string } | null
  readonly ports?: readonly ServicePort[]
  readonly publishNotReadyAddresses?: boolean
}

export const addressesAnnotation = 'contender.dev/loopback'

/** One that is but another name for a host far away has no endpoints, and no address. */
export function serviceOf({ metadata, ...object }: Stored): SeenService | undefined {
  const spec: Spec = object['spec'] ?? {}
  if (spec.type === 'ExternalName') return undefined
  const { selector } = spec
  const addresses = metadata.annotations?.[addressesAnnotation]
  return {
    key: keyOf(metadata),
    version: metadata.resourceVersion,
    ...{ namespace: metadata.namespace, name: metadata.name, uid: metadata.uid },
    selector: selector && Object.keys(selector).length > 0 ? selector : undefined,
    ports: spec.ports ?? [],
    isHeadless: spec.clusterIP === 'None',
    hasEarlyEndpoints: spec.publishNotReadyAddresses === true,
    ...{ addresses, claimed: portsOf(addresses) },
  }
}

export const selects = (
  { selector, namespace }: SeenService,
  pod: { readonly namespace: string; readonly labels: { readonly [label: string]: string } },
): boolean =>
  selector !== undefined &&
  namespace === pod.namespace &&
  Object.entries(selector).every(([label, value]) => pod.labels[label] === value)
