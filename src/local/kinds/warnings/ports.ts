import type { JsonObject } from '../../../api/json.ts'
import { objectsIn } from '../validation/checks.ts'

type Port = {
  readonly at: string
  readonly name: string
  /** Number and protocol. */
  readonly key: string
  readonly hostIp: string
  readonly hostPort: number
}

/** Ports of one Pod that get in each other's way. */
export function portWarnings(
  containers: readonly { readonly container: JsonObject; readonly at: string }[],
): readonly string[] {
  const all = containers.flatMap(({ container, at }) =>
    objectsIn(container['ports']).map((port, i) => portOf(port, `${at}.ports[${i}]`)),
  )
  return [
    ...all.flatMap((port, i) => [
      ...(port.hostIp !== '' && port.hostPort === 0 ? [nowhere(port)] : []),
      ...all.slice(0, i).flatMap((other) => conflict(port, other)),
    ]),
    ...all.flatMap((port, i) => sameName(port, all.slice(0, i))),
  ]
}

function portOf(port: JsonObject, at: string): Port {
  const { name = '', containerPort = 0, protocol = '', hostIP = '', hostPort = 0 } = port
  const key = `${containerPort}/${protocol}`
  return { at, name: String(name), key, hostIp: String(hostIP), hostPort: Number(hostPort) }
}

const nowhere = ({ at }: Port) => `${at}: hostIP set without hostPort`

function conflict(port: Port, other: Port): readonly string[] {
  if (port.key !== other.key) return []
  const isSamePort = port.hostPort === other.hostPort
  if (isSamePort && port.hostIp === other.hostIp) {
    return [`${port.at}: duplicate port definition with ${other.at}`]
  }
  if (port.hostPort === 0 || other.hostPort === 0) {
    return [`${port.at}: overlapping port definition with ${other.at}`]
  }
  const isEither = (port.hostIp === '') !== (other.hostIp === '')
  return isSamePort && isEither
    ? [`${port.at}: dangerously ambiguous port definition with ${other.at}`]
    : []
}

function sameName({ at, name }: Port, before: readonly Port[]): readonly string[] {
  const other = before.find((known) => name !== '' && known.name === name)
  return other === undefined
    ? []
    : [
        `${at}: duplicate port name "${name}" with ${other.at}, services and probes that select ports by name will use ${other.at}`,
      ]
}
