import { allContainers, type Container, type ContainerPort, type PodSpec } from '../pod/spec.ts'
import type { Env } from './command.ts'

/** From each container port to the port of this machine that its process is to listen on. */
export type PortMap = { readonly [containerPort: string]: number }

/** Under this name a Pod says where its ports are. */
export const portsAnnotation = 'contender.dev/ports'

/** The ports that a Pod names; containers of one Pod share them, as they share an address. */
export function portsOf(spec: PodSpec): readonly ContainerPort[] {
  const ports = allContainers(spec).flatMap(({ ports = [] }) => ports)
  return [...new Map(ports.map((port) => [port.containerPort, port])).values()]
}

/** A port that must be that one: the Pod asked for it on the machine. */
export function fixedPort(spec: PodSpec, port: ContainerPort): number | undefined {
  return spec.hostNetwork === true ? port.containerPort : port.hostPort
}

/** How a process learns where to listen: PORT, PORT_8080, PORT_HTTP. */
export function portEnv({ ports = [] }: Container, map: PortMap): Env {
  const named = ports.flatMap(({ containerPort, name }) => {
    const real = `${map[containerPort] ?? containerPort}`
    const numbered: [string, string][] = [[`PORT_${containerPort}`, real]]
    if (name !== undefined) numbered.push([`PORT_${variable(name)}`, real])
    return numbered
  })
  const [first] = named
  return Object.fromEntries(first === undefined ? [] : [['PORT', first[1]], ...named])
}

const variable = (name: string): string => name.toUpperCase().replaceAll('-', '_')

/** Where a port of a probe really is: one that the container doesn't name is what it says. */
export function realPort(
  port: number | string,
  { ports = [] }: Container,
  map: PortMap,
): number | undefined {
  const number = /^\d+$/.test(`${port}`)
    ? Number(port)
    : ports.find(({ name }) => name === port)?.containerPort
  return number === undefined ? undefined : (map[number] ?? number)
}
