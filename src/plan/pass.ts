import type { Observation } from './observation.ts'
import type { ExperimentRecord } from './record/record.ts'
import { standingRecord } from './record/standing-record.ts'
import { abort } from './requests/abort.ts'
import { request } from './requests/request.ts'
import { departed } from './round/departed.ts'
import { edits } from './round/edits.ts'
import { standing } from './round/standing.ts'
import type { Inquiry, Looked, StageRule, Waiting } from './stages/rule.ts'
import { stages } from './stages/stages.ts'
import { understood } from './understood.ts'

/** What comes of one pass over an experiment: one step at most, and every step is one that may last. */
export type Passed = {
  readonly record: ExperimentRecord
  readonly isNews: boolean
  /** Which rule spoke. */
  readonly rule: string
  /** What the stage waits for; nothing, where it has just changed. */
  readonly waiting: Waiting | undefined
  /** The look that decided. */
  readonly after: Looked | undefined
  /** The look of this pass, whether or not a rule has asked for it. */
  readonly looked: () => Looked | undefined
}

/** Asked before any rule of a stage, in this order. */
export const always: readonly StageRule[] = [abort, request, standing, departed, ...edits]

/** Throws nothing, whatever it is given; `corrupt` where there is no record to start from. */
export function pass(
  o: Observation,
  look: (record: ExperimentRecord) => Looked | undefined,
): Passed | { readonly corrupt: string } {
  const found = standingRecord(o)
  if ('corrupt' in found) return found
  const { record, isNew } = found
  // What is new in itself is committed first: nobody acts on a record that another leader may still change.
  if (isNew)
    return {
      record,
      isNews: true,
      rule: 'Begin',
      waiting: undefined,
      after: undefined,
      looked: () => undefined,
    }
  const inquiry = { o, record, u: understood(o, record), look: once(() => look(record)) }
  return stepOf(inquiry, o.spec.suspend ? [standing] : [...always, ...stages[record.round.stage]])
}

function stepOf(inquiry: Inquiry, rules: readonly StageRule[]): Passed {
  const { record, look: looked } = inquiry
  for (const { name, speak } of rules) {
    const step = speak(inquiry)
    if (step === undefined) continue
    if ('waits' in step)
      return { record, isNews: false, rule: name, waiting: step.waits, after: undefined, looked }
    return {
      record: step.next,
      isNews: true,
      rule: name,
      waiting: undefined,
      after: step.after,
      looked,
    }
  }
  const waits = { reason: 'Suspended', message: 'suspended: nothing is looked at or changed' }
  return {
    record,
    isNews: false,
    rule: 'Suspended',
    waiting: waits,
    after: undefined,
    looked: () => undefined,
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
