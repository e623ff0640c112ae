import type { FailureCode } from '../../errors.ts'
import type { Routers } from '../../plan/observation.ts'
import type { Standing } from './delivery.ts'

/** What routers have said of plans. */
export type Obeyed = Pick<Routers, 'obeyed' | 'missingKeys' | 'trouble'>

/** Of all routers that exist: one of which nothing is known yet may obey anything, and where there is none, nobody obeys. */
export function obeyedBy(standings: readonly (Standing | undefined)[], nowMs: number): Obeyed {
  const revisions = standings.map((each) => each?.obeys?.revision ?? Number.NaN)
  const obeyed = Math.min(...revisions)
  const missing = standings.flatMap((each) => each?.obeys?.missingKeys ?? [])
  const trouble = gravest(standings, nowMs)
  return {
    ...(Number.isFinite(obeyed) && { obeyed }),
    missingKeys: [...new Set(missing)].sort(),
    ...(trouble !== undefined && { trouble }),
  }
}

function gravest(standings: readonly (Standing | undefined)[], nowMs: number): Obeyed['trouble'] {
  const troubles = standings
    .flatMap((each) => each?.trouble ?? [])
    .filter(({ code, sinceMs }) => code !== 'RouterUnreachable' || nowMs >= sinceMs + beginsMs)
  const [first] = troubles.sort((a, b) => rank(a.code) - rank(b.code))
  return first && { code: first.code, detail: first.detail }
}

/** A router that begins or ends takes no connection. */
const beginsMs = 10_000

/** Those that say that this leader is wrong, or isn't one any more, before those that pass. */
const order: readonly FailureCode[] = ['PlanConflict', 'PlanStale', 'PlanForeign', 'PlanInvalid']

const rank = (code: FailureCode): number =>
  order.includes(code) ? order.indexOf(code) : order.length
