import { allContainers, type Container, type PodSpec, type Probe } from './spec.ts'
import type { Projection, Volume } from './volume.ts'

/**
 * What a Pod asks for that processes cannot have. It is then not begun at all: half of what was asked for
 * may be worse than nothing.
 */
export function refusalsOf(spec: PodSpec): readonly string[] {
  return [
    ...(spec.os?.name === 'windows' ? ['it wants Windows'] : []),
    ...(spec.volumes ?? []).flatMap(ofVolume),
    ...allContainers(spec).flatMap(ofContainer),
  ]
}

const volumes = ['emptyDir', 'hostPath', 'configMap', 'secret', 'downwardAPI', 'projected']
const projections = ['configMap', 'secret', 'downwardAPI']
const paths = ['', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate']

function ofVolume({ name, ...sources }: Volume): readonly string[] {
  const said = Object.keys(sources).filter((source) => !volumes.includes(source))
  const { projected, hostPath } = sources
  const inside = (projected?.sources ?? []).flatMap((source: Projection) =>
    Object.keys(source).filter((part) => !projections.includes(part)),
  )
  const type = hostPath?.type ?? ''
  return [
    ...said.map((source) => `volume ${name}: ${source} is not supported`),
    ...inside.map((part) => `volume ${name}: ${part} in a projected volume is not supported`),
    ...(paths.includes(type) ? [] : [`volume ${name}: hostPath of type ${type} is not supported`]),
  ]
}

const checks: readonly {
  readonly what: string
  readonly isAsked: (container: Container) => boolean
}[] = [
  {
    what: 'a restartPolicy of its own (as of a sidecar)',
    isAsked: ({ restartPolicy }) => restartPolicy !== undefined,
  },
  { what: 'a probe by gRPC', isAsked: (container) => probesOf(container).some(({ grpc }) => grpc) },
  { what: 'a block device', isAsked: ({ volumeDevices = [] }) => volumeDevices.length > 0 },
  {
    what: 'a mount at /',
    isAsked: ({ volumeMounts = [] }) =>
      volumeMounts.some(({ mountPath }) => /^\/*$/.test(mountPath)),
  },
  {
    what: 'a variable out of a file (fileKeyRef)',
    isAsked: ({ env = [] }) => env.some(({ valueFrom }) => valueFrom?.fileKeyRef !== undefined),
  },
]

function ofContainer(container: Container): readonly string[] {
  return checks
    .filter(({ isAsked }) => isAsked(container))
    .map(({ what }) => `container ${container.name}: ${what} is not supported`)
}

function probesOf({ startupProbe, livenessProbe, readinessProbe }: Container): readonly Probe[] {
  return [startupProbe, livenessProbe, readinessProbe].filter((probe) => probe !== undefined)
}
