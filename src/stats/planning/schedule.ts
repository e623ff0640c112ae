import type { Source } from './plan.ts'
import type { Stretch } from './stretches.ts'

/** How a round goes on: which shares of all requests the two variants get, for how long. The last step lasts on. */
export type Schedule = {
  readonly requestsPerSecond: number
  readonly steps: readonly Step[]
  /** No sooner is anything decided. */
  readonly minimumMs: number
  readonly maximumMs: number
}

type Step = {
  readonly champion: number
  readonly challenger: number
  readonly durationMs: number
}

/** Whether it can be followed: shares are parts of a whole, and something comes. */
export function isSchedule({ requestsPerSecond, steps, minimumMs, maximumMs }: Schedule): boolean {
  const isLength = (x: number) => x >= 0 && x < Number.POSITIVE_INFINITY
  return (
    steps.length > 0 &&
    [requestsPerSecond, minimumMs, maximumMs].every(isLength) &&
    steps.every(
      ({ champion, challenger, durationMs }) =>
        champion >= 0 &&
        challenger >= 0 &&
        champion + challenger <= 1 + 1e-9 &&
        isLength(durationMs),
    )
  )
}

/** How outcomes come for a while. */
export type Flow = {
  readonly chance: number
  readonly perMs: number
  readonly durationMs: number
}

/** Of a split both variants' requests count, of pairs those that the challenger answers too. */
export const flowsOf = (
  { requestsPerSecond, steps }: Schedule,
  of: Source['of'],
): readonly Flow[] =>
  steps.map(({ champion, challenger, durationMs }) => ({
    // Where nobody gets anything, nothing is compared either way.
    chance: of === 'Pairs' ? 0.5 : challenger / (champion + challenger || 1),
    perMs: (requestsPerSecond / 1000) * (of === 'Pairs' ? challenger : champion + challenger),
    durationMs,
  }))

/** Without those that compare nothing. */
export const stretchesOf = (flows: readonly Flow[]): readonly Stretch[] =>
  flows
    .filter(({ chance, perMs }) => chance > 0 && chance < 1 && perMs > 0)
    .map(({ chance, perMs, durationMs }) => ({ chance, outcomes: perMs * durationMs }))

/** So many outcomes that compare have come by then. */
export function outcomesBy(flows: readonly Flow[], ms: number): number {
  let [n, rest] = [0, Math.max(0, ms)]
  for (const [k, flow] of flows.entries()) {
    const spent = k === flows.length - 1 ? rest : Math.min(rest, flow.durationMs)
    n += spent * paceOf(flow)
    rest -= spent
  }
  return n
}

/** When so many have come; never is Infinity. */
export function timeOf(flows: readonly Flow[], n: number): number {
  let [ms, rest] = [0, n]
  for (const flow of flows.slice(0, -1)) {
    const most = paceOf(flow) * flow.durationMs
    if (most >= rest && most > 0) return ms + rest / paceOf(flow)
    ms += flow.durationMs
    rest -= most
  }
  const last = flows.at(-1)
  const pace = last === undefined ? 0 : paceOf(last)
  return rest <= 0 ? ms : ms + (pace > 0 ? rest / pace : Number.POSITIVE_INFINITY)
}

/** Nothing is compared where one of the two gets nothing. */
const paceOf = ({ chance, perMs }: Flow) => (chance > 0 && chance < 1 ? perMs : 0)
