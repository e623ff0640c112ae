import { milliseconds } from '../api/quantities.ts'
import type { RoutingPlan } from '../api/routing-plan.ts'
import type { ExperimentStatus } from '../api/status.ts'
import { lookAgainMs } from './look-again.ts'
import type { Case } from './looking/case.ts'
import { lookAt } from './looking/looking.ts'
import type { Memories, Observation } from './observation.ts'
import { pass } from './pass.ts'
import type { ExperimentRecord, Note } from './record/record.ts'
import { presentEpoch } from './round/epochs.ts'
import { runningOf } from './running.ts'
import type { Looked } from './stages/rule.ts'
import { factsOf } from './telling/facts.ts'
import { measuredOf } from './telling/measured.ts'
import { toldOf, toldWithout } from './telling/told.ts'
import { understood } from './understood.ts'
import type { WantedObject } from './wanted/wanted.ts'
import { wantedObjects } from './wanted/wanted-objects.ts'

/** What the world shall look like next. Applying a plan twice is the same as applying it once. */
export type Plan = {
  /** To be committed before anything else is done, where it is news; nothing, where none can be made. */
  readonly record: ExperimentRecord | undefined
  readonly isNews: boolean
  /** Which rule spoke. */
  readonly rule: string
  /** The evidence of a decision: to be kept before the record that names its digest. */
  readonly toKeep: Case | undefined
  /** What looks at the present round have latched, this one included. */
  readonly memories: { readonly round: number; readonly by: Memories }
  readonly wanted: readonly WantedObject[]
  /** Whether children that are not wanted may go: whoever had a share has had time to answer. */
  readonly mayRemove: boolean
  readonly routing: RoutingPlan | undefined
  /** The very object that stands, where nothing is worth a write. */
  readonly status: ExperimentStatus
  /** The same in numbers, for dashboards; nothing, where the record can't be read. */
  readonly measured: ReturnType<typeof measuredOf> | undefined
  /** What is to be told, each as one Event. */
  readonly notes: readonly Note[]
  readonly lookAgainMs: number
}

/** One pass over an experiment: pure, total, and one step at most. */
export function plan(o: Observation): Plan {
  const passed = pass(o, (record) => lookAt(o, record))
  if ('corrupt' in passed) return blocked(o, passed.corrupt)
  const u = understood(o, passed.record)
  const { running, plan: routing, record } = runningOf({ o, u, record: passed.record })
  const looked = passed.isNews ? passed.after : passed.looked()
  const facts = factsOf({ o, record, u, waiting: passed.waiting, looked })
  const status = toldOf(facts)
  const isAtRest = o.spec.suspend
  return {
    record,
    isNews: passed.isNews || (record !== passed.record && !isAtRest),
    rule: passed.rule,
    toKeep: passed.after?.case,
    memories: memoriesAfter(o, record, looked),
    wanted: isAtRest ? [] : wantedObjects(running),
    mayRemove: !isAtRest && isDrained(o, record),
    routing: isAtRest ? undefined : routing,
    ...{ status, measured: measuredOf(facts, status) },
    notes: record.notes,
    lookAgainMs: lookAgainMs({ o, u, record, passed }),
  }
}

/** A record that can't be read: nothing is touched, routers go on. */
function blocked(o: Observation, why: string): Plan {
  return {
    ...{ record: undefined, isNews: false, rule: 'RecordCorrupt', toKeep: undefined },
    ...{ memories: { round: 0, by: {} }, wanted: [], mayRemove: false, routing: undefined },
    ...{ status: toldWithout({ o, why }), measured: undefined },
    ...{ notes: [], lookAgainMs: 60_000 },
  }
}

/** What was latched belongs to its contest; of another round nothing is left. */
function memoriesAfter(
  o: Observation,
  { round }: ExperimentRecord,
  looked: Looked | undefined,
): Plan['memories'] {
  const { memories } = o.evidence
  const by = memories.round === round.number ? memories.by : {}
  if (looked === undefined || looked.case.round !== round.number) return { round: round.number, by }
  return { round: round.number, by: { ...by, [looked.case.contest]: looked.judgement.memory } }
}

/** Whoever lost its share has answered what it was asked, and every router knows that it gets nothing more. */
function isDrained(o: Observation, record: ExperimentRecord): boolean {
  const { obeyed = 0 } = o.routers
  const drainMs = 2 * milliseconds(o.spec.traffic.fallback.timeout) + marginMs
  return obeyed >= record.plan.revision && o.nowMs - presentEpoch(record).atMs >= drainMs
}

const marginMs = 10_000
