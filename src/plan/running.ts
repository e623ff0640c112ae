import type { RoutingPlan } from '../api/routing-plan.ts'
import type { Observation } from './observation.ts'
import type { ExperimentRecord } from './record/record.ts'
import { presentEpoch } from './round/epochs.ts'
import { definitionsOf } from './round/terms.ts'
import { replicasOf, runningVariants } from './shares/replicas.ts'
import type { Understood } from './understood.ts'
import { pinOf } from './variants/troubles.ts'
import type { Variant } from './variants/variant.ts'
import { keysName } from './wanted/names.ts'
import { numbered } from './wanted/numbering.ts'
import { planContents } from './wanted/plan-document.ts'
import type { Running, RunningVariant } from './wanted/running.ts'

type Subject = {
  readonly o: Observation
  readonly u: Understood
  readonly record: ExperimentRecord
}

/** What is to run, and what routers are to obey, with the number of that in the record. */
export function runningOf(subject: Subject): {
  readonly running: Running
  readonly plan: RoutingPlan
  readonly record: ExperimentRecord
} {
  const { o, record } = subject
  const variants = runningVariants(subject)
  const contents = planContents({
    experiment: { ...o.experiment, uid: record.uid },
    round: record.round,
    epoch: presentEpoch(record),
    variants: variants.map((variant) => ({ variant, at: o.workloads[variant.key] })),
    spec: countedSpec(subject),
    departed: record.departed,
    keys: { sign: o.keys.sign, accept: [...o.keys.accept] },
    before: undefined,
  })
  const { plan, recorded } = numbered(contents, record.plan)
  const { experiment, settings, spec } = o
  const running = {
    ...{ experiment, settings, spec, plan, keysName: keysName(experiment.name) },
    variants: variants.map((variant) => runningVariant(subject, variant)),
    ...(o.routers.siblings !== undefined && { siblings: o.routers.siblings }),
    ...(settings.namespace !== undefined && { operatorNamespace: settings.namespace }),
  }
  return {
    running,
    plan,
    record: recorded === record.plan ? record : { ...record, plan: recorded },
  }
}

function runningVariant(subject: Subject, variant: Variant): RunningVariant {
  const { record } = subject
  const seen = pinOf(record, variant.key)?.replace(/^sha256:/, '')
  const isPinned = variant.spec.model !== undefined && variant.spec.model.sha256 === undefined
  return {
    variant,
    replicas: replicasOf(subject, variant),
    ...(isPinned && seen !== undefined && { pin: { seen } }),
  }
}

/** The spec as the round counts: who is drawn stays, and a metric that has come to mean something else waits for the next round. */
function countedSpec({ u, record }: Subject): Understood['spec'] {
  const { spec } = u
  const { unit: _, ...traffic } = spec.traffic
  const { unit, metrics: counted } = record.round
  const now = definitionsOf(u)
  const metrics = (spec.metrics ?? []).filter(
    ({ name }) => (counted[name] ?? now[name]) === now[name],
  )
  return { ...spec, metrics, traffic: { ...traffic, ...(unit !== undefined && { unit }) } }
}
