import type { RoutingPlan } from '../../api/routing-plan.ts'
import type { Observation, Routers } from '../observation.ts'

/** Which keys an experiment uses, as its record has it: whoever leads next goes on from here. */
export type KeysInUse = {
  /** Signs receipts. Some plan has named it before, and every router has said that it has it. */
  readonly sign: string
  /** Those that are honoured, the one that signs among them. */
  readonly accept: readonly HonouredKey[]
}

type HonouredKey = {
  readonly id: string
  /** Until then some receipt may yet come that it has signed. Absent: it signs, is about to, or some router may still sign with it. */
  readonly untilMs?: number
}

export type KeysSeen = Pick<Observation, 'keys' | 'nowMs'> & {
  readonly routers: Pick<Routers, 'obeyed' | 'missingKeys'>
  /** Of the plan that bears the present keys. */
  readonly revision: number
  /** How long receipts are honoured. */
  readonly acceptForMs: number
}

/**
 * The keys to be told next. A new key is honoured first. It signs once every router has said that it has it, and only when each of
 * them signs with it does the time of the one before run out: so nobody meets a receipt that it cannot read, and no receipt outlives
 * its key. Where nothing is news, what comes out is what was put in.
 */
export function nextKeys(present: KeysInUse | undefined, seen: KeysSeen): KeysInUse {
  const { keys } = seen
  // What signed is lost, root and Secret: nothing can be signed, or asked, but by another.
  if (present === undefined || !keys.accept.includes(present.sign)) return begun(present, seen)
  const sign = signing(present, seen)
  const honoured = present.accept
    .filter((key) => isWanted(key, sign, seen))
    .map((key) => aged(key, sign, present, seen))
  const isNew = !honoured.some(({ id }) => id === keys.sign) && honoured.length < mostHonoured
  const accept = isNew ? [...honoured, { id: keys.sign }] : honoured
  const isSame = JSON.stringify({ sign, accept }) === JSON.stringify(present)
  return isSame ? present : { sign, accept }
}

/** As a plan names them. */
export const keysOfPlan = ({ sign, accept }: KeysInUse): RoutingPlan['keys'] => ({
  sign,
  accept: accept.map(({ id }) => id),
})

/** As many as a plan may name; who brings more has to wait. */
const mostHonoured = 16

function begun(present: KeysInUse | undefined, { keys }: KeysSeen): KeysInUse {
  const others = (present?.accept ?? []).filter(
    ({ id }) => id !== keys.sign && keys.accept.includes(id),
  )
  return { sign: keys.sign, accept: [...others.slice(1 - mostHonoured), { id: keys.sign }] }
}

function signing({ sign, accept }: KeysInUse, seen: KeysSeen): string {
  const newest = seen.keys.sign
  const isNamed = accept.some(({ id }) => id === newest)
  const isThere = isHeard(seen) && !seen.routers.missingKeys.includes(newest)
  return isNamed && isThere ? newest : sign
}

/** A key whose root and secret are gone was taken away by somebody: that ends it at once. */
function isWanted({ id, untilMs }: HonouredKey, sign: string, { keys, nowMs }: KeysSeen): boolean {
  if (id === sign || id === keys.sign) return true
  return keys.accept.includes(id) && (untilMs === undefined || nowMs < untilMs)
}

function aged(key: HonouredKey, sign: string, present: KeysInUse, seen: KeysSeen): HonouredKey {
  const { id, untilMs } = key
  if (id === sign || id === seen.keys.sign) return untilMs === undefined ? key : { id }
  // The one that signs by the plan that was heard signs still, until the next one is.
  if (untilMs !== undefined || id === present.sign || !isHeard(seen)) return key
  return { id, untilMs: seen.nowMs + seen.acceptForMs }
}

/** Every router obeys the plan with the present keys; where there is none, nobody has said anything. */
const isHeard = ({ routers, revision }: KeysSeen): boolean =>
  routers.obeyed !== undefined && routers.obeyed >= revision
