import type { Door } from '../../kube/door.ts'
import { resources } from '../../kube/resources.ts'
import { createSource } from '../../kube/source.ts'
import { createLoop, following, type LoopPorts } from '../loop.ts'
import { together } from '../together.ts'
import { annotationOf, movesOf } from './addresses.ts'
import { writeSlices } from './endpoints.ts'
import { createForwarder } from './forwarder.ts'
import { claimsOf, keyOfId, place } from './places.ts'
import { podOf } from './seen-pod.ts'
import { addressesAnnotation, type SeenService, selects, serviceOf } from './seen-service.ts'
import { type SeenSlice, sliceOf } from './seen-slice.ts'

export type NetworkPorts = LoopPorts & {
  /** What it writes to an object of somebody else must have an owner of its own: see `createDoor`. */
  readonly door: Door
  /** Where Services are listened for. */
  readonly bindAddress: string
}

/**
 * Makes Services come true: an EndpointSlice for each of their Pods, and for each of their ports an address
 * on this machine, behind which a process of its own brings connections to what is ready.
 *
 * Guarantees
 * - A Service keeps its addresses for as long as it lives, and over restarts, unless somebody else has taken
 *   them meanwhile; what its annotation says is open, or was when it was written.
 * - Connections go on while the API server is away, and one that stands is not cut by what it doesn't concern.
 * - When `run` returns, nothing listens any more.
 */
export function createNetwork({ door, bindAddress, ...ports }: NetworkPorts) {
  const { clock, chance } = ports
  const services = following(
    createSource(door, resources.services, { project: serviceOf, clock, chance }),
    ({ key }) => [key],
    { namespace: ({ namespace }) => [namespace] },
  )
  const pods = following(
    createSource(door, resources.pods, { project: podOf, clock, chance }),
    (pod) =>
      services.known
        .by('namespace', pod.namespace)
        .filter((service) => selects(service, pod))
        .map(({ key }) => key),
    { namespace: ({ namespace }) => [namespace] },
  )
  const ofService = ({ service }: SeenSlice) => (service === undefined ? [] : [service])
  const slices = following(
    createSource(door, resources.endpointSlices, { project: sliceOf, clock, chance }),
    ofService,
    { service: ofService },
  )
  const settled = (id: string) => loop.wake(keyOfId(id))
  const forwarder = createForwarder({ ...ports, settled })

  async function reconcile(key: string, signal: AbortSignal) {
    const service = services.known.get(key)
    const its = slices.known.by('service', key)
    const namespace = key.slice(0, key.indexOf('/'))
    const found = { service, pods: pods.known.by('namespace', namespace), slices: its }
    const claims = () => claimsOf(services.known.values())
    const open = place(forwarder, { key, service, slices: its, host: bindAddress, claims })
    await together([writeSlices(door, found, signal), note(service, open, signal)])
    return {}
  }

  /** Says on the Service where it is, once that is known. */
  async function note(
    service: SeenService | undefined,
    open: ReadonlyMap<number, number> | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    if (service === undefined || open === undefined) return
    const addresses = annotationOf(bindAddress, open)
    if (addresses === service.addresses) return
    for (const moved of movesOf(service.claimed, open)) ports.trouble(service.key, new Error(moved))
    const changes = { metadata: { annotations: { [addressesAnnotation]: addresses ?? null } } }
    const seen = { resourceVersion: service.version, uid: service.uid }
    await door.patch(resources.services, service, changes, seen, { signal })
  }

  const loop = createLoop(reconcile, [services.followed, pods.followed, slices.followed], ports)

  return {
    /** The process that forwards; it changes when that is started anew. */
    proxyPid: forwarder.pid,
    run: async (signal: AbortSignal): Promise<void> => {
      const over = new AbortController()
      const ends = AbortSignal.any([signal, over.signal])
      const parts = [loop.run(ends), forwarder.run(ends)]
      await together(parts.map((part) => part.finally(() => over.abort())))
    },
  }
}
