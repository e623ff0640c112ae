import { milliseconds } from '../api/quantities.ts'
import type { Observation } from './observation.ts'
import type { Passed } from './pass.ts'
import type { ExperimentRecord } from './record/record.ts'
import type { Understood } from './understood.ts'

type Subject = {
  readonly o: Observation
  readonly u: Understood
  readonly record: ExperimentRecord
  readonly passed: Pick<Passed, 'isNews'>
}

/** When something may follow from nothing but time. */
export function lookAgainMs({ o, u, record, passed }: Subject): number {
  if (passed.isNews) return 0
  const { stage } = record.round
  if (o.spec.suspend || stage !== 'Settled') return o.settings.lookMs
  const { former } = record
  if (former === undefined) return restingMs
  const window = milliseconds(u.spec.promotion.rollbackWindow)
  return Math.min(restingMs, Math.max(1_000, former.replacedAtMs + window - o.nowMs))
}

/** A settled experiment is looked after all the same. */
const restingMs = 300_000
