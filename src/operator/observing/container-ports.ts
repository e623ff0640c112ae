import type { Stored } from '../../kube/objects.ts'

export type ContainerPort = {
  readonly name: string | undefined
  readonly port: number
  /** Where it is on a machine whose processes share their ports. */
  readonly real: number
}

type Container = {
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[]
}
type Spec = { readonly containers?: readonly Container[] }

const portsAnnotation = 'contender.dev/ports'

/** All ports that its containers name, in their order. */
export function portsOf({ metadata, ...object }: Stored): readonly ContainerPort[] {
  const { containers = [] }: Spec = object['spec'] ?? {}
  const real = numbersIn(metadata.annotations?.[portsAnnotation])
  return containers
    .flatMap(({ ports = [] }) => ports)
    .map(({ name, containerPort: port }) => ({ name, port, real: real[port] ?? port }))
}

/** Whatever is written there, it becomes ports or nothing. */
function numbersIn(annotation: string | undefined): { readonly [port: string]: number } {
  try {
    const entries: [string, unknown][] = Object.entries(Object(JSON.parse(annotation ?? '{}')))
    return Object.fromEntries(
      entries.flatMap(([port, real]) => (typeof real === 'number' ? [[port, real]] : [])),
    )
  } catch {
    return {}
  }
}
