import type { Observation } from '../observation.ts'
import type { ExperimentRecord } from '../record/record.ts'
import { countedMs } from '../round/clock.ts'
import { presentEpoch } from '../round/epochs.ts'
import type { Looked } from '../stages/rule.ts'
import { caseDigest } from './case-digest.ts'
import { caseOf } from './case-of.ts'
import { judgementOf } from './look.ts'

/** One look at the contest that is on; none where nobody is compared, or evidence is away. */
export function lookAt(o: Observation, record: ExperimentRecord): Looked | undefined {
  const { evidence, spec, nowMs, queries } = o
  const { contest } = presentEpoch(record)
  if (contest === 'Serving' || evidence.awaySinceMs !== undefined) return undefined
  const { round } = record
  const memory =
    evidence.memories.round === round.number ? evidence.memories.by[contest] : undefined
  const elapsedMs = countedMs(round.clock, nowMs)
  const losses = evidence.losses.intervals
  const asked = caseOf({
    ...{ spec, round, contest, elapsedMs, nowMs, queries, memory },
    ...(losses !== undefined && { losses }),
  })
  return {
    case: asked,
    digest: caseDigest(asked, evidence.tallies),
    judgement: judgementOf(asked, evidence.tallies),
  }
}
