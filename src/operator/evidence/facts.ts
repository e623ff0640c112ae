import { type Gathered, lossesIn, nameOf, placeOf } from '../../evidence/checkpoint/gathered.ts'
import type { TallyName } from '../../evidence/tally.ts'
import type { EvidenceSeen } from '../../plan/observation.ts'
import type { Following, Memories } from './book.ts'
import type { Away, Watched } from './routers.ts'

type At = {
  readonly following: Following | undefined
  readonly routers: readonly Watched[]
  readonly memories: Memories | undefined
  readonly away: Away | undefined
  /** Of the clock that only grows. */
  readonly nowMs: number
}

/** What of all that was gathered a decision may depend on. */
export function seenIn(
  gathered: Gathered,
  { following, routers, memories, away, nowMs }: At,
): EvidenceSeen {
  const { round = 0, sinceMs = 0 } = following ?? {}
  const windows = gathered.lostWindows.filter(({ toMs }) => toMs >= sinceMs)
  const bounds = gathered.lossBounds.filter(({ atMs }) => atMs >= sinceMs)
  const ending = routers.filter((router) => isSilent(router, nowMs))
  return {
    tallies: gathered.tallies,
    memories: memories?.round === round ? memories : { round, by: {} },
    ...(away && { awaySinceMs: away.sinceMs, why: away.why }),
    losses: {
      lostWindowMs: Math.max(0, ...windows.map(({ fromMs, toMs }) => toMs - fromMs)),
      lossBoundMs: Math.max(
        0,
        ...bounds.map(({ ms }) => ms),
        ...ending.map(({ last }) => nowMs - last.ms),
      ),
      intervals: lossesIn(gathered),
    },
  }
}

/** It ends, and will perhaps never be read again. */
const isSilent = ({ is, last, graceMs }: Watched, nowMs: number) =>
  is === 'Ending' && nowMs - last.ms > graceMs

/** What routers hold only for whoever has not kept it, of instances that are none of those that are there. */
export function foldable(
  { tallies }: Gathered,
  {
    kept,
    routers,
    round,
  }: {
    readonly kept: readonly TallyName[]
    readonly routers: readonly Watched[]
    readonly round: number
  },
): readonly TallyName[] {
  const textOf = (name: TallyName) => `${placeOf(name)} ${name.number}`
  const frozen = new Set(routers.flatMap((router) => router.frozen.map(textOf)))
  const isKept = new Set(kept.map(textOf))
  const own = new Set(routers.map(({ read }) => read?.instance))
  return tallies
    .filter((tally) => tally.round === round && !own.has(tally.instance))
    .map(nameOf)
    .filter((name) => frozen.has(textOf(name)) && isKept.has(textOf(name)))
}
