import type { Observation } from '../observation.ts'
import { ended } from '../round/ending.ts'
import { noted } from './noted.ts'
import type { ExperimentRecord } from './record.ts'

/**
 * The record of an experiment that was deleted and created again, or restored: the same champion, salt and numbers. What
 * had been counted is gone with the routers, so a round that was on is superseded; what was settled stays settled.
 */
export function adopted(
  record: ExperimentRecord,
  { experiment, nowMs }: Observation,
): ExperimentRecord {
  const mine = { ...record, presentUid: experiment.uid }
  const { champion, round } = record
  const message = `${champion.variant.key} is champion, as it was before the experiment was created again`
  const restored = noted(mine, {
    type: 'Normal',
    reason: 'ChampionRestored',
    action: 'Adopt',
    message,
    atMs: nowMs,
  })
  if (round.stage === 'Settled' || round.stage === 'Preparing') return restored
  const outcome =
    round.stage === 'Validating' || round.stage === 'Promoting' ? 'Promoted' : 'Superseded'
  const reason = 'the experiment was created again, and what had been counted is gone'
  return ended(restored, { outcome, reason, nowMs })
}
