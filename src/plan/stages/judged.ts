import { noted } from '../record/noted.ts'
import type { ExperimentRecord } from '../record/record.ts'
import { decidedBy } from '../round/deciding.ts'
import { ended } from '../round/ending.ts'
import { decided, entered, without } from '../round/moving.ts'
import { promoted } from '../round/promoting.ts'
import { contenders } from '../shares/shares.ts'
import type { Inquiry, Looked, Step } from './rule.ts'
import { waitsFor } from './rule.ts'

/** What follows from a verdict that settles something; nothing from one that says to go on. */
export function settledBy(i: Inquiry, looked: Looked): Step | undefined {
  const { says, challenger } = looked.judgement.verdict
  // A verdict about somebody who is not in the round any more says nothing of those who are.
  const isOfRound =
    challenger === undefined || contenders(i.record).some(({ key }) => key === challenger)
  return isOfRound ? acts[says]?.(i, looked, challenger ?? '') : undefined
}

type Act = (i: Inquiry, looked: Looked, challenger: string) => Step

const acts: { readonly [says in Looked['judgement']['verdict']['says']]?: Act } = {
  RollBack: sentHome,
  Promote: won,
  Retain: (i, looked) => settles(i, looked, 'Retained'),
  Inconclusive: undecided,
}

/** Proven harm: this one goes home, and the round goes on without it, if anybody is left. */
function sentHome({ record, o: { nowMs } }: Inquiry, looked: Looked, key: string): Step {
  const { reason } = looked.judgement.verdict
  const gone = without(record, key, { reason: 'RolledBack', because: reason, nowMs })
  if (contenders(gone).length > 0) return { next: gone, after: looked }
  const verdict = decidedBy(looked, nowMs)
  return {
    next: ended(gone, { outcome: 'RolledBack', reason, nowMs, decided: verdict }),
    after: looked,
  }
}

function won(i: Inquiry, looked: Looked, key: string): Step {
  const { record, u, o } = i
  const { nowMs } = o
  const verdict = decidedBy(looked, nowMs)
  const { mode } = u.spec.promotion
  if (mode === 'Recommend') {
    const { reason, effect } = verdict
    const winner = {
      outcome: 'Recommended',
      reason,
      nowMs,
      winner: key,
      effect,
      decided: verdict,
    } as const
    return { next: ended(record, winner), after: looked }
  }
  if (mode === 'Approval') return { next: awaiting(record, verdict, nowMs), after: looked }
  const winner = u.variants.find((variant) => variant.key === key)
  if (winner === undefined) return waitsFor('WinnerUnknown', `${key} is not in the spec any more`)
  return { next: promoted(record, winner, { verdict, nowMs }), after: looked }
}

function undecided(i: Inquiry, looked: Looked): Step {
  const {
    record,
    u,
    o: { nowMs },
  } = i
  if (u.spec.decision.whenInconclusive === 'KeepChampion') return settles(i, looked, 'Inconclusive')
  return { next: awaiting(record, decidedBy(looked, nowMs), nowMs), after: looked }
}

function settles(
  { record, o: { nowMs } }: Inquiry,
  looked: Looked,
  outcome: 'Retained' | 'Inconclusive',
): Step {
  const verdict = decidedBy(looked, nowMs)
  const { reason, effect } = verdict
  return {
    next: ended(record, { outcome, reason, nowMs, effect, decided: verdict }),
    after: looked,
  }
}

function awaiting(
  record: ExperimentRecord,
  verdict: ReturnType<typeof decidedBy>,
  nowMs: number,
): ExperimentRecord {
  const { number } = record.round
  const ask = `approve or abort it: contender.dev/request "approve@${number}#${record.requests.last + 1}"`
  const message = `${verdict.reason}; ${ask}`
  const note = {
    type: 'Normal',
    reason: 'AwaitingApproval',
    action: 'AwaitApproval',
    message,
    atMs: nowMs,
  } as const
  return noted(entered(decided(record, verdict), 'AwaitingApproval', nowMs), note)
}
