import { milliseconds } from '../../api/quantities.ts'
import type { Decided, ExperimentRecord } from '../record/record.ts'
import { ended } from '../round/ending.ts'
import { assigned } from '../round/epochs.ts'
import { entered } from '../round/moving.ts'
import { reverted } from '../round/promoting.ts'
import { toldShares } from '../round/telling.ts'
import { readyOf } from '../shares/capacity.ts'
import { holdbackShares, isUp } from '../shares/shares.ts'
import { troubleOf } from '../variants/troubles.ts'
import { paused } from './common-rules.ts'
import { withdrawn } from './comparing.ts'
import { type Inquiry, type StageRule, type Step, waitsFor } from './rule.ts'
import { isService } from './starting.ts'

/** The winner takes over, once it carries all of the traffic. */
export const promoting: readonly StageRule[] = [
  {
    name: 'WinnerLost',
    sentence: 'A winner that crashes before it has taken over is sent home.',
    speak: ({ o, record }) => {
      const { key } = record.champion.variant
      const trouble = troubleOf(o, key)
      if (trouble?.code !== 'CrashLooping' && trouble?.code !== 'ModelCrashed') return undefined
      return { next: backToFormer(record, `${key}: ${trouble.detail}`, o.nowMs) }
    },
  },
  withdrawn,
  paused,
  {
    name: 'Capacity',
    sentence:
      'Surge first, then shift: the winner has as many ready replicas as the former champion.',
    speak: ({ o, u, record }) => {
      const { champion, former } = record
      const { key } = champion.variant
      const need = Math.max(1, former === undefined ? 1 : readyOf(o, former.variant.key))
      const have = readyOf(o, key)
      if (have >= need || (have > 0 && isService(u, key))) return undefined
      const trouble = troubleOf(o, key)
      if (trouble !== undefined)
        return waitsFor(trouble.code, `${key}: ${trouble.detail}`, trouble.code)
      return waitsFor(
        'CapacityMissing',
        `${key} has ${have} of ${need} replicas that carry all of the traffic`,
      )
    },
  },
  {
    name: 'Shift',
    sentence:
      'Traffic moves to the winner; a part stays with the former champion, to be compared with.',
    speak: shifted,
  },
]

/** The former champion is the champion again, and the round has ended so. */
export function backToFormer(
  record: ExperimentRecord,
  reason: string,
  nowMs: number,
  verdict?: Decided,
): ExperimentRecord {
  return ended(reverted(record, nowMs), {
    ...{ outcome: 'RolledBack', reason, nowMs },
    ...(verdict === undefined ? {} : { decided: verdict }),
  })
}

function shifted({ record, u, o }: Inquiry): Step {
  const { former, champion, round } = record
  const { duration, holdback } = u.spec.promotion.validation
  const isCompared = round.decided?.rule !== 'Replace' && milliseconds(duration) > 0
  if (former === undefined || !isCompared || !isUp(o.workloads, former.variant.key))
    return { next: settled(record, o.nowMs) }
  const shares = holdbackShares(former.variant.key, holdback, o)
  const validating = entered(record, 'Validating', o.nowMs)
  const next = { contest: 'Validating', champion: champion.variant.key, shares } as const
  return { next: toldShares(assigned(validating, next, o.nowMs), 'Validating', o.nowMs) }
}

function settled(record: ExperimentRecord, nowMs: number): ExperimentRecord {
  const { decided, number } = record.round
  const outcome = decided?.rule === 'Replace' ? 'Replaced' : 'Promoted'
  const reason = decided?.reason ?? `round ${number} is promoted`
  return ended(record, {
    outcome,
    reason,
    nowMs,
    winner: record.champion.variant.key,
    effect: decided?.effect,
  })
}
