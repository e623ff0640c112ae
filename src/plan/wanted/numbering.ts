import type { RoutingPlan } from '../../api/routing-plan.ts'
import { planDigest } from '../../routing/plan-digest.ts'
import type { ExperimentRecord } from '../record/record.ts'
import type { PlanContents } from './plan-document.ts'

/** The plan under its number: that of the last one, where it is the very same, else the next. Before the first one it is 0. */
export function numbered(
  contents: PlanContents,
  last: ExperimentRecord['plan'],
): { readonly plan: RoutingPlan; readonly recorded: ExperimentRecord['plan'] } {
  const same = { ...contents, planRevision: last.revision }
  if (planDigest(same) === last.digest) return { plan: same, recorded: last }
  const plan = { ...contents, planRevision: last.revision + 1 }
  return { plan, recorded: { revision: plan.planRevision, digest: planDigest(plan) } }
}
