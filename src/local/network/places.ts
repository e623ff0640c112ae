import { candidates } from './addresses.ts'
import type { Forwarder, Standing } from './forwarder.ts'
import { forwardedPorts, routesTo } from './routes.ts'
import type { SeenService, ServicePort } from './seen-service.ts'
import type { SeenSlice } from './seen-slice.ts'

export type Places = Pick<Forwarder, 'listen' | 'close' | 'standing' | 'ids'>

type Asked = {
  readonly key: string
  /** `undefined`: it is gone. */
  readonly service: SeenService | undefined
  readonly slices: readonly SeenSlice[]
  readonly host: string
  /** What the Services of the cluster claim, this one's too. */
  readonly claims: () => ReadonlyMap<number, string>
}

/**
 * Has a Service listened for at a port of its own for each of its ports, and at no other any more. Returns
 * those that are open; `undefined` while that is not known of all.
 */
export function place(
  places: Places,
  { key, service, slices, host, claims }: Asked,
): ReadonlyMap<number, number> | undefined {
  const standings = forwardedPorts(service).map((port) => {
    const id = idOf(key, port)
    const endpoints = routesTo(port, slices)
    const at = portFor(places.standing(id), {
      id,
      key,
      claimed: service?.claimed[port.port],
      claims,
    })
    const standing = places.listen({ id, host, port: at, endpoints })
    return { id, port: port.port, standing }
  })
  const wanted = new Set(standings.map(({ id }) => id))
  for (const id of places.ids()) if (id.startsWith(`${key}:`) && !wanted.has(id)) places.close(id)
  if (standings.some(({ standing }) => standing.is !== 'open')) return undefined
  return new Map(standings.map(({ port, standing }) => [port, standing.port]))
}

const idOf = (key: string, { port }: ServicePort): string => `${key}:${port}`

export const keyOfId = (id: string): string => id.slice(0, id.lastIndexOf(':'))

type Choosing = {
  readonly id: string
  readonly key: string
  readonly claimed: number | undefined
  readonly claims: Asked['claims']
}

/** Where it is, or is about to be; else the first place that nobody else claims, and that was not refused. */
function portFor(standing: Standing | undefined, { id, key, claimed, claims }: Choosing): number {
  if (standing !== undefined && standing.is !== 'refused') return standing.port
  const others = claims()
  for (const port of candidates(id, claimed)) {
    const isOthers = port !== claimed && (others.get(port) ?? key) !== key
    if (!isOthers && !standing?.refused.has(port)) return port
  }
  throw new Error(`no port is free for ${id}`)
}

/** Which Service claims which port. */
export function claimsOf(services: Iterable<SeenService>): ReadonlyMap<number, string> {
  const claims = new Map<number, string>()
  for (const { key, claimed } of services) {
    for (const port of Object.values(claimed)) claims.set(port, key)
  }
  return claims
}
