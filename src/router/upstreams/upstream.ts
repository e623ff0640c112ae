import type { PlannedVariant } from '../../api/routing-plan.ts'
import { type Breaker, challengerRules, championRules, createBreaker } from './breaker.ts'
import { choose } from './choosing.ts'
import { usualEjection } from './ejection.ts'
import { type Endpoint, openEndpoint } from './endpoint.ts'

type Role = 'Champion' | 'Challenger'

const rulesOf = { Champion: championRules, Challenger: challengerRules } as const

/** A variant as the router reaches it. */
export type Upstream = {
  readonly name: string
  readonly breaker: Breaker
  /** Where to send the next request; those that were tried already are no answer. */
  readonly endpoint: (now: number, tried: readonly Endpoint[]) => Endpoint | undefined
  /** Tells that an endpoint is left alone from now on. */
  readonly ejected: () => void
  /** Goes on with other endpoints; those that stay keep their connections and what is known of them. */
  readonly move: (to: PlannedVariant, role: Role) => void
  readonly close: () => void
  readonly endpoints: () => readonly Endpoint[]
}

export type UpstreamPorts = {
  /** Between 0 and 1: where to begin to look among equals. */
  readonly chance: () => number
  /** An endpoint of a variant is left alone from now on. */
  readonly ejected: (variant: string) => void
}

/** Endpoints that can't be reached have seen nothing, so others are asked: so many, and then the Service. */
const mostEndpoints = 3

export function openUpstream(name: string, { chance, ejected }: UpstreamPorts): Upstream {
  let role: Role = 'Challenger'
  const breaker = createBreaker(() => rulesOf[role], isHopeless)
  let endpoints: readonly Endpoint[] = []
  let service: Endpoint | undefined

  /** An endpoint that dies takes all down that is under way there; the champion has others, and nobody in its place. */
  function isHopeless(): boolean {
    return role === 'Challenger' || endpoints.every((each) => each.isFailing())
  }

  function move({ endpoints: addresses, service: door }: PlannedVariant, as: Role): void {
    role = as
    const known = new Map(endpoints.map((endpoint) => [endpoint.address, endpoint]))
    endpoints = addresses.map((address) => known.get(address) ?? opened(address))
    const kept = new Set(endpoints)
    for (const endpoint of known.values()) if (!kept.has(endpoint)) endpoint.close()
    if (service?.address === door) return
    service?.close()
    service = door === undefined ? undefined : opened(door)
  }

  /** The Service is behind all of them: pods that came after the plan answer there. */
  function endpoint(now: number, tried: readonly Endpoint[]): Endpoint | undefined {
    const candidates = tried.length < mostEndpoints ? endpoints : []
    const sound = choose(candidates, { now, chance: chance(), tried })
    if (sound !== undefined) return sound
    if (service !== undefined && !tried.includes(service)) return service
    return candidates.find((each) => !tried.includes(each)) // all are left alone: asking is better than not
  }

  return {
    name,
    breaker,
    endpoint,
    ejected: () => ejected(name),
    move,
    endpoints: () => endpoints,
    close: () => {
      for (const each of endpoints) each.close()
      service?.close()
    },
  }
}

const opened = (address: string) => openEndpoint(address, usualEjection)
