import { createHash } from 'node:crypto'
import { apiVersionOf, resources } from '../../kube/resources.ts'
import type { SeenPod } from './seen-pod.ts'
import { type SeenService, type ServicePort, selects } from './seen-service.ts'
import {
  type Endpoint,
  type Says,
  type SlicePort,
  serviceLabel,
  writer,
  writerLabel,
} from './seen-slice.ts'

export type WantedSlice = ReturnType<typeof wantedSlice>

/** A slice for each of its Pods that has an address, since ports belong to a slice and each Pod has its own. */
export function slicesFor(
  service: SeenService,
  pods: readonly SeenPod[],
): readonly NonNullable<WantedSlice>[] {
  return pods
    .filter((pod) => selects(service, pod))
    .flatMap((pod) => wantedSlice(service, pod) ?? [])
}

function wantedSlice(service: SeenService, pod: SeenPod) {
  if (pod.address === undefined || pod.hasEnded) return undefined
  const ports = service.ports.flatMap((port) => slicePort(port, pod) ?? [])
  if (ports.length === 0 && service.ports.length > 0) return undefined
  const says: Says = {
    addressType: 'IPv4',
    endpoints: [endpointOf(pod, pod.address, service)],
    ports,
  }
  return { metadata: metadataFor(service, pod), says }
}

function metadataFor(service: SeenService, pod: SeenPod) {
  const { namespace, name, uid } = service
  const { kind } = resources.services
  const owner = { apiVersion: apiVersionOf(resources.services), kind, name, uid }
  return {
    ...{ namespace, name: sliceName(service, pod) },
    labels: { [serviceLabel]: name, [writerLabel]: writer },
    ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
  }
}

/** It follows from this Service and this Pod, and not from others that have had their names. */
function sliceName(service: SeenService, pod: SeenPod): string {
  const digest = createHash('sha256').update(`${service.uid} ${pod.uid}`).digest('hex')
  return `${service.name}-${digest.slice(0, 12)}`
}

function endpointOf(
  { namespace, name, uid, nodeName, isReady, isLeaving }: SeenPod,
  address: string,
  { hasEarlyEndpoints }: SeenService,
): Endpoint {
  const ready = hasEarlyEndpoints || (isReady && !isLeaving)
  return {
    addresses: [address],
    conditions: { ready, serving: isReady, terminating: isLeaving },
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: { kind: resources.pods.kind, namespace, name, uid },
  }
}

function slicePort(port: ServicePort, pod: SeenPod): SlicePort | undefined {
  const real = realPort(port, pod)
  if (real === undefined) return undefined
  const { name = '', protocol = 'TCP', appProtocol } = port
  return { name, protocol, port: real, ...(appProtocol === undefined ? {} : { appProtocol }) }
}

/**
 * Where the Pod listens for a Service port. One that a container declares is where the kubelet says that it
 * put it, and nowhere before it has said so; one that none declares is what it is.
 */
function realPort(
  { port, targetPort = port, protocol = 'TCP' }: ServicePort,
  { ports, real }: SeenPod,
): number | undefined {
  const declared = ports.find(
    (one) =>
      (one.protocol ?? 'TCP') === protocol &&
      (typeof targetPort === 'string' ? one.name : one.containerPort) === targetPort,
  )
  if (declared !== undefined) return real[declared.containerPort]
  return typeof targetPort === 'number' ? targetPort : undefined
}
