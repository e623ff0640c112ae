import type { Stored } from '../../kube/objects.ts'
import { childOf, type SeenChild } from './seen-child.ts'

/** What is kept of a Service, ours or not. */
export type ServicePlace = {
  /** Its address in the cluster; none where it has none of its own. */
  readonly address: string | undefined
  readonly isElsewhere: boolean
  readonly ports: readonly ServicePort[]
  /** On the embedded cluster: where each port is on this machine. */
  readonly loopback: { readonly [port: string]: string }
}

export type SeenService = SeenChild & ServicePlace

type ServicePort = {
  readonly port: number
  /** A port of a container, by number or by name. */
  readonly target: number | string
}
type Spec = {
  readonly type?: string
  readonly clusterIP?: string
  readonly ports?: readonly { readonly port: number; readonly targetPort?: number | string }[]
}

const loopbackAnnotation = 'contender.dev/loopback'

export const serviceOf = (object: Stored, shared: (text: string) => string): SeenService => ({
  ...childOf('Service', object, shared),
  ...placeOf(object),
})

export function placeOf({ metadata, ...object }: Stored): ServicePlace {
  const { type, clusterIP, ports = [] }: Spec = object['spec'] ?? {}
  return {
    address: clusterIP === 'None' || clusterIP === '' ? undefined : clusterIP,
    isElsewhere: type === 'ExternalName',
    ports: ports.map(({ port, targetPort }) => ({ port, target: targetPort ?? port })),
    loopback: textsIn(metadata.annotations?.[loopbackAnnotation]),
  }
}

/** Whatever is written there, it becomes addresses or nothing. */
function textsIn(annotation: string | undefined): ServicePlace['loopback'] {
  try {
    const entries: [string, unknown][] = Object.entries(Object(JSON.parse(annotation ?? '{}')))
    return Object.fromEntries(
      entries.flatMap(([port, at]) => (typeof at === 'string' ? [[port, at]] : [])),
    )
  } catch {
    return {}
  }
}
