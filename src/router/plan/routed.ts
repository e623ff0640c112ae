import { milliseconds } from '../../api/quantities.ts'
import type { PlannedVariant, RoutingPlan } from '../../api/routing-plan.ts'
import { metricsOfPlan } from '../../evidence/metrics-of-plan.ts'
import { createAssignment } from '../../routing/assignment.ts'
import { createOverride } from '../../routing/override.ts'
import { createPlacing } from '../../routing/placing.ts'
import { planDigest } from '../../routing/plan-digest.ts'
import { tagOf } from '../../routing/receipt-tag.ts'
import { createPredictionReader } from '../forwarding/prediction.ts'

/** A plan, ready to be obeyed by every request: nothing of it is looked up or parsed twice. */
export type Routed = ReturnType<typeof routed>

export function routed(plan: RoutingPlan) {
  const { start, length } = plan.slices
  const [startMs, lengthMs] = [Date.parse(start), milliseconds(length)]
  const metrics = metricsOfPlan(plan)
  const readers = plan.variants.map(
    (each) => [each.name, createPredictionReader(each, metrics.needs)] as const,
  )
  return {
    ...{ plan, metrics, readers: new Map(readers), tag: tagOf(plan.experiment) },
    digest: planDigest(plan),
    timeoutMs: milliseconds(plan.timeout),
    acceptForMs: milliseconds(plan.acceptFor),
    placed: createPlacing(plan),
    assigned: createAssignment(plan),
    overridden: createOverride(plan),
    variants: new Map<string, PlannedVariant>(plan.variants.map((each) => [each.name, each])),
    /** In which slice of the round an exposure lies; what is before its start is in the first. */
    sliceOf: (wallMs: number) => Math.max(0, Math.floor((wallMs - startMs) / lengthMs)),
  }
}
