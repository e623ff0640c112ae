import { noted } from '../record/noted.ts'
import type { Decided, Ended, ExperimentRecord, RoundOutcome } from '../record/record.ts'
import { withSettled } from '../record/settled.ts'
import { countedMs } from './clock.ts'
import { allTo, assigned } from './epochs.ts'

export type Ending = {
  readonly outcome: RoundOutcome
  readonly reason: string
  readonly nowMs: number
  readonly winner?: string
  readonly effect?: string | undefined
  readonly effectAfterPromotion?: string | undefined
  readonly decided?: Decided
}

/** The round is over: all traffic is the champion's, and who has not won does not challenge it again by itself. */
export function ended(record: ExperimentRecord, ending: Ending): ExperimentRecord {
  const { outcome, reason, nowMs, decided } = ending
  const { round, champion } = record
  const { key } = champion.variant
  const { decided: before, paused: _, ...rest } = round
  const settled = {
    ...rest,
    stage: 'Settled',
    stageSinceMs: countedMs(round.clock, nowMs),
    ...((decided ?? before) === undefined ? {} : { decided: decided ?? before }),
  } as const
  const all = assigned({ ...record, round: settled }, allTo(key), nowMs)
  const history = [historyOf(record, ending), ...record.history].slice(0, mostHistory)
  const type = worrying.includes(outcome) ? 'Warning' : 'Normal'
  const note = {
    type,
    reason: outcome,
    action: 'SettleRound',
    message: reason,
    atMs: nowMs,
  } as const
  const known = stays(outcome) ? losersOf(record) : []
  return noted({ ...withSettled(all, key, known), history }, note)
}

/** Whoever met the champion and did not win; a superseded round has settled nothing. */
const stays = (outcome: RoundOutcome) => outcome !== 'Superseded'

/** All who took part: also whom the winner has replaced. Another try is asked for by a person, or is another revision. */
function losersOf({ round, champion, former }: ExperimentRecord): readonly string[] {
  const replaced = former?.round === round.number ? [former.variant.key] : []
  const all = [...round.challengers.map(({ key }) => key), ...replaced]
  return all.filter((key) => key !== champion.variant.key)
}

function historyOf({ round, champion }: ExperimentRecord, ending: Ending): Ended {
  const { outcome, reason, nowMs, winner, effect, effectAfterPromotion } = ending
  return {
    round: round.number,
    outcome,
    champion: champion.variant.key,
    challengers: round.challengers.map(({ key }) => key),
    ...(winner === undefined ? {} : { winner }),
    startedAtMs: round.startedAtMs,
    endedAtMs: nowMs,
    ...(effect === undefined ? {} : { effect }),
    ...(effectAfterPromotion === undefined ? {} : { effectAfterPromotion }),
    reason: reason.slice(0, longestReason),
  }
}

const worrying: readonly RoundOutcome[] = ['RolledBack', 'Aborted']
const mostHistory = 10
const longestReason = 250
