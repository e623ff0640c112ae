import { milliseconds } from '../../api/quantities.ts'
import type { ExperimentRecord } from '../record/record.ts'
import { decidedBy, effectOf } from '../round/deciding.ts'
import { ended } from '../round/ending.ts'
import { assigned, mayChange, presentEpoch } from '../round/epochs.ts'
import { inStageMs } from '../round/moving.ts'
import { holdbackShares, isUp } from '../shares/shares.ts'
import { evidenceAway, paused } from './common-rules.ts'
import { withdrawn } from './comparing.ts'
import { backToFormer } from './promoting.ts'
import { type Inquiry, type StageRule, type Step, waitsFor } from './rule.ts'

/** A watch over the new champion, beside the part that stayed with the former one. */
export const validating: readonly StageRule[] = [
  {
    name: 'NewChampionDown',
    sentence: 'A new champion that does not answer is replaced by the former one, which does.',
    speak: ({ o, record }) => {
      const { champion, former } = record
      const { key } = champion.variant
      if (isUp(o.workloads, key) || former === undefined || !isUp(o.workloads, former.variant.key))
        return undefined
      return { next: backToFormer(record, `no replica of ${key} is ready`, o.nowMs) }
    },
  },
  withdrawn,
  paused,
  evidenceAway,
  {
    name: 'Harm',
    sentence: 'Proven harm sends all traffic back to the former champion.',
    speak: (i) => {
      const looked = i.look()
      if (looked?.judgement.verdict.says !== 'RollBack') return undefined
      const { reason } = looked.judgement.verdict
      const verdict = decidedBy(looked, i.o.nowMs)
      return { next: backToFormer(i.record, reason, i.o.nowMs, verdict), after: looked }
    },
  },
  {
    name: 'Held',
    sentence: 'The former champion keeps its part as long as it is up.',
    speak: ({ o, u, record }) => {
      const { former } = record
      if (former === undefined || !mayChange(record)) return undefined
      const { shares, ...rest } = presentEpoch(record)
      const held = holdbackShares(former.variant.key, u.spec.promotion.validation.holdback, o)
      return shares.length > 0 || held.length === 0
        ? undefined
        : { next: assigned(record, { ...rest, shares: held }, o.nowMs) }
    },
  },
  {
    name: 'Validated',
    sentence: 'When the time is over and no harm is proven, the promotion stands.',
    speak: over,
  },
]

function over(i: Inquiry): Step {
  const { record, u, o } = i
  const { duration } = u.spec.promotion.validation
  if (inStageMs(record, o.nowMs) >= milliseconds(duration)) {
    const reason = record.round.decided?.reason ?? 'promoted'
    return { next: validated(i, record, reason), after: i.look() }
  }
  const { key } = record.champion.variant
  return waitsFor(
    'Validating',
    `${key} is watched for ${duration}, beside ${record.former?.variant.key ?? 'nobody'}`,
  )
}

/** The promotion stands; what was seen of it since is told. */
export function validated(i: Inquiry, record: ExperimentRecord, reason: string): ExperimentRecord {
  const winner = record.champion.variant.key
  const effectAfterPromotion = effectOf(i.look()?.judgement.rows ?? [], winner)
  const { effect } = record.round.decided ?? {}
  return ended(record, {
    outcome: 'Promoted',
    reason,
    nowMs: i.o.nowMs,
    winner,
    effect,
    effectAfterPromotion,
  })
}
