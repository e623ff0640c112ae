import type { Address } from './orders.ts'
import type { SeenService, ServicePort } from './seen-service.ts'
import type { SeenSlice } from './seen-slice.ts'

/**
 * Where connections to a Service port may go: to what is ready, and where nothing is, to what still
 * answers while it stops.
 */
export function routesTo(port: ServicePort, slices: readonly SeenSlice[]): readonly Address[] {
  const found = slices.flatMap(({ says }) => addressesIn(says, port))
  const ready = found.filter(({ isReady }) => isReady)
  return (ready.length > 0 ? ready : found).map(({ address }) => address)
}

function addressesIn({ addressType, endpoints, ports }: SeenSlice['says'], port: ServicePort) {
  const at = ports.find((one) => (one.name ?? '') === (port.name ?? ''))?.port
  if (at === undefined || addressType !== 'IPv4') return []
  return endpoints.flatMap(({ addresses, conditions = {} }) => {
    const { ready = true, serving = ready, terminating = false } = conditions
    if (!ready && !(serving && terminating)) return []
    return addresses.slice(0, 1).map((host) => ({ isReady: ready, address: { host, port: at } }))
  })
}

/** The ports that get an address: connections are forwarded, and nothing else. */
export function forwardedPorts(service: SeenService | undefined): readonly ServicePort[] {
  if (service === undefined || service.isHeadless) return []
  return service.ports.filter(({ protocol = 'TCP' }) => protocol === 'TCP')
}
