import { milliseconds } from '../../api/quantities.ts'
import { noted } from '../record/noted.ts'
import type { Challenger, ExperimentRecord, Round } from '../record/record.ts'
import type { Understood } from '../understood.ts'
import type { Variant } from '../variants/variant.ts'
import { begun } from './clock.ts'
import { definitionsOf, termsOf } from './terms.ts'

/** The next round, with these challengers: all that is fixed as long as it lasts is fixed here. */
export function opened(
  record: ExperimentRecord,
  { u, challengers, cause, plannedN, nowMs }: Opening,
): ExperimentRecord {
  const epoch = record.epoch + 1
  const number = record.round.number + 1
  const champion = record.champion.variant.key
  const round = { ...newRound(u, { challengers, cause, plannedN, nowMs }), number }
  const first = {
    epoch,
    atMs: nowMs,
    sinceMs: 0,
    contest: 'Serving',
    champion,
    shares: [],
  } as const
  return noted(
    { ...record, epoch, round: { ...round, epochs: [first] } },
    {
      type: 'Normal',
      reason: 'RoundOpened',
      action: 'OpenRound',
      message: `round ${number}: ${cause}`,
      atMs: nowMs,
    },
  )
}

export type Opening = {
  readonly u: Understood
  readonly challengers: readonly Variant[]
  readonly cause: string
  readonly plannedN: number
  readonly nowMs: number
}

/** A round that has no number and no epoch yet. */
export function newRound(
  u: Understood,
  { challengers, cause, plannedN, nowMs }: Omit<Opening, 'u'>,
): Omit<Round, 'number' | 'epochs'> {
  const { unit } = u.spec.traffic
  return {
    cause,
    startedAtMs: nowMs,
    stage: 'Preparing',
    stageSinceMs: 0,
    clock: begun(nowMs),
    challengers: challengers.map(challenging),
    terms: termsOf(u),
    metrics: definitionsOf(u),
    ...(unit === undefined ? {} : { unit }),
    slices: { startMs: nowMs, lengthMs: sliceMs(u) },
    acceptForMs: milliseconds(u.spec.outcomes.acceptFor),
    plannedN,
    percent: 0,
  }
}

const challenging = ({ key, name }: Variant): Challenger => ({ key, name, attempt: 1 })

/** One length for the round: the shortest delay there is, divided by 24, at least a second and at most an hour. */
function sliceMs({ spec }: Understood): number {
  const delays = (spec.metrics ?? []).map(({ outcomeDelay = '0s' }) => milliseconds(outcomeDelay))
  const shortest = Math.min(...delays.filter((ms) => ms > 0))
  if (!Number.isFinite(shortest)) return longestSliceMs
  return Math.round(Math.min(longestSliceMs, Math.max(shortestSliceMs, shortest / 24)))
}

const shortestSliceMs = 1_000
const longestSliceMs = 3_600_000
