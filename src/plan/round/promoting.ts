import { noted } from '../record/noted.ts'
import type { Decided, ExperimentRecord } from '../record/record.ts'
import type { Variant } from '../variants/variant.ts'
import { decided, entered } from './moving.ts'

/**
 * The winner is the champion from now on, and the former one stays warm. Nobody's traffic has moved yet: that is what the
 * stage Promoting does, once the winner can carry it.
 */
export function promoted(
  record: ExperimentRecord,
  winner: Variant,
  { verdict, nowMs }: { readonly verdict: Decided; readonly nowMs: number },
): ExperimentRecord {
  const { champion, round } = record
  const digest = round.challengers.find(({ key }) => key === winner.key)?.digest
  const former = {
    variant: champion.variant,
    ...digestIn(champion.digest),
    round: round.number,
    replacedAtMs: nowMs,
  }
  const next = {
    variant: winner,
    ...digestIn(digest),
    sinceMs: nowMs,
    previous: champion.variant.key,
  }
  return noted(
    entered(decided({ ...record, champion: next, former }, verdict), 'Promoting', nowMs),
    {
      type: 'Normal',
      reason: 'Promoting',
      action: 'Promote',
      message: `${winner.key} replaces ${champion.variant.key}: ${verdict.reason}`,
      atMs: nowMs,
    },
  )
}

/** Back to the former champion, which is the champion again. Nothing where there is none. */
export function reverted(record: ExperimentRecord, nowMs: number): ExperimentRecord {
  const { former, champion, ...rest } = record
  if (former === undefined) return record
  const again = {
    variant: former.variant,
    ...digestIn(former.digest),
    sinceMs: nowMs,
    previous: champion.variant.key,
  }
  return { ...rest, champion: again }
}

const digestIn = (digest: string | undefined) => (digest === undefined ? {} : { digest })
