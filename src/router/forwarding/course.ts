import type { Json } from '../../api/json.ts'
import type { Exposure } from '../../evidence/counting/desk.ts'
import type { Placed } from '../../routing/placing.ts'
import type { UnitBearer } from '../../routing/unit.ts'
import type { How } from '../../stats/strata/tally-key.ts'
import type { Routed } from '../plan/routed.ts'

/** A request of which is decided whose it is. */
export type Course = {
  readonly routed: Routed
  readonly placed: Placed
  /** Whom chance has chosen, or the caller. */
  readonly assigned: string
  readonly propensity: number
  readonly isOverride: boolean
  readonly exposedAtMs: number
  readonly slice: number
}

export type CoursePorts = {
  /** Milliseconds since 1970. */
  readonly wall: () => number
  /** 24 bytes that nobody can foresee. */
  readonly draw: () => Uint8Array
}

/** Decides by the present plan, once for a request. Throws where the caller asks for a variant that there is not. */
export function courseOf(
  routed: Routed,
  { rawHeaders }: Pick<UnitBearer, 'rawHeaders'>,
  body: Buffer,
  { wall, draw }: CoursePorts,
): Course {
  const placed = routed.placed({ rawHeaders, body: () => jsonIn(body) }, draw)
  const chosen = routed.assigned(placed.place)
  const asked = routed.overridden(rawHeaders)
  const exposedAtMs = wall()
  return {
    ...{ routed, placed, exposedAtMs, slice: routed.sliceOf(exposedAtMs) },
    assigned: asked ?? chosen.variant,
    propensity: asked === undefined ? chosen.propensity : 1,
    isOverride: asked !== undefined,
  }
}

/** Where it is counted, once it is known how its answer came. */
export function exposureOf({ routed, placed, assigned, slice }: Course, how: How): Exposure {
  const { round, epoch } = routed.plan
  return { round, epoch, slice, assigned, how, bucket: placed.bucket, unitHash: placed.sample }
}

/** Whatever isn't JSON, packed bodies too, names no unit. */
function jsonIn(body: Buffer): Json | undefined {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
