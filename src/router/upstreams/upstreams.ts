import type { RoutingPlan } from '../../api/routing-plan.ts'
import { openUpstream, type Upstream, type UpstreamPorts } from './upstream.ts'

/** Whom a router reaches, as the present plan says. */
export type Upstreams = {
  /** A variant of the present plan. */
  readonly of: (name: string) => Upstream
  readonly move: (to: RoutingPlan) => void
  readonly all: () => Iterable<Upstream>
  readonly close: () => void
}

/** Variants that stay keep their connections and all that is known of them. */
export function createUpstreams({ later, ...ports }: Ports): Upstreams {
  let known: ReadonlyMap<string, Upstream> = new Map()

  function move({ variants, champion }: RoutingPlan): void {
    const before = known
    known = new Map(
      variants.map((variant) => {
        const upstream = before.get(variant.name) ?? openUpstream(variant.name, ports)
        upstream.move(variant, variant.name === champion ? 'Champion' : 'Challenger')
        return [variant.name, upstream]
      }),
    )
    for (const [name, upstream] of before) if (!known.has(name)) later(upstream.close)
  }

  function of(name: string): Upstream {
    const upstream = known.get(name)
    if (upstream === undefined) throw new Error(`the plan has no variant ${name}`)
    return upstream
  }

  return {
    of,
    move,
    all: () => known.values(),
    close: () => {
      for (const upstream of known.values()) upstream.close()
    },
  }
}

type Ports = UpstreamPorts & {
  /** Once no request is left that came under the plan before. */
  readonly later: (close: () => void) => void
}
