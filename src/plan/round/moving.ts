import { noted } from '../record/noted.ts'
import type { Challenger, Decided, ExperimentRecord, StageName } from '../record/record.ts'
import { countedMs } from './clock.ts'

/** The same round in another stage, from now on. */
export function entered(
  record: ExperimentRecord,
  stage: StageName,
  nowMs: number,
): ExperimentRecord {
  const { round } = record
  return { ...record, round: { ...round, stage, stageSinceMs: countedMs(round.clock, nowMs) } }
}

/** Time that counts since the stage began. */
export const inStageMs = ({ round }: ExperimentRecord, nowMs: number): number =>
  countedMs(round.clock, nowMs) - round.stageSinceMs

/** One of the challengers is out of the round. Its place is the champion's, and K stays. */
export function without(
  record: ExperimentRecord,
  key: string,
  {
    reason,
    because,
    nowMs,
  }: { readonly reason: string; readonly because: string; readonly nowMs: number },
): ExperimentRecord {
  const out = { because: because.slice(0, longest), atMs: nowMs }
  const change = (each: Challenger) => (each.key === key ? { ...each, out } : each)
  const challengers = record.round.challengers.map(change)
  return noted(
    { ...record, round: { ...record.round, challengers } },
    {
      type: 'Warning',
      reason,
      about: key,
      action: 'SendHome',
      message: `${key}: ${because}`,
      atMs: nowMs,
    },
  )
}

/** What was decided, with what it rests on. */
export const decided = (record: ExperimentRecord, verdict: Decided): ExperimentRecord => ({
  ...record,
  round: { ...record.round, decided: verdict },
})

const longest = 250
