import { keyOf, type Stored } from '../../kube/objects.ts'
import type { Entry } from '../../reconciler/source.ts'
import type { ServicePort } from './seen-service.ts'

export const serviceLabel = 'kubernetes.io/service-name'
export const writerLabel = 'endpointslice.kubernetes.io/managed-by'
export const writer = 'network.contender.dev'

/** What is kept of an EndpointSlice, whoever wrote it. */
export type SeenSlice = Entry & {
  readonly namespace: string
  readonly name: string
  readonly uid: string
  /** `undefined` where it belongs to no Service. */
  readonly service: string | undefined
  readonly isOurs: boolean
  readonly says: Says
}

/** All of it that is ours to say, and may change. */
export type Says = {
  readonly addressType: string
  readonly endpoints: readonly Endpoint[]
  readonly ports: readonly SlicePort[]
}

export type Endpoint = {
  readonly addresses: readonly string[]
  readonly conditions?: { readonly [name in 'ready' | 'serving' | 'terminating']?: boolean }
  readonly targetRef?: object
  readonly nodeName?: string
}
export type SlicePort = Pick<ServicePort, 'name' | 'protocol' | 'appProtocol'> & {
  readonly port?: number
}

export function sliceOf({ metadata, ...object }: Stored): SeenSlice {
  const { addressType, endpoints, ports } = object as Partial<Says>
  const service = metadata.labels?.[serviceLabel]
  return {
    key: keyOf(metadata),
    version: metadata.resourceVersion,
    ...{ namespace: metadata.namespace, name: metadata.name, uid: metadata.uid },
    service: service === undefined ? undefined : keyOf({ ...metadata, name: service }),
    isOurs: metadata.labels?.[writerLabel] === writer,
    says: { addressType: addressType ?? '', endpoints: endpoints ?? [], ports: ports ?? [] },
  }
}
