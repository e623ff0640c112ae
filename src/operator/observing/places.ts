import type { Settings } from '../../plan/observation.ts'
import type { ContainerPort } from './container-ports.ts'
import type { SeenPod } from './seen-pod.ts'
import type { ServicePlace } from './seen-service.ts'

type Cluster = Settings['cluster']

/** Where a pod is asked, `address:port`: at the port that is meant, or else at its first one. */
export function placeOfPod(
  { address, ports }: Pick<SeenPod, 'address' | 'ports'>,
  meant: number | string | undefined,
): string | undefined {
  const port = ports.find((each) => isMeant(each, meant)) ?? ports[0]
  if (address === undefined || port === undefined) return undefined
  return `${bracketed(address)}:${port.real}`
}

/** Where a Service is asked at one of its ports; nothing, where it has no such port or no place yet. */
export function placeOfService(
  { address, ports, loopback }: ServicePlace,
  port: number | undefined,
  cluster: Cluster,
): string | undefined {
  const found = ports.find((each) => port === undefined || each.port === port)
  if (found === undefined) return undefined
  if (cluster === 'Embedded') return loopback[found.port]
  return address && `${bracketed(address)}:${found.port}`
}

const isMeant = ({ name, port }: ContainerPort, meant: number | string | undefined): boolean =>
  meant === port || (meant !== undefined && meant === name)

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address)
