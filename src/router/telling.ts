import type { RoutingPlan } from '../api/routing-plan.ts'
import { successionProblems } from '../routing/succession.ts'
import type { Log } from '../telemetry/log.ts'
import type { Obeyed } from './plan/present.ts'

/** A plan holds, and what is wrong with it all the same: whatever that is, an abort must reach the traffic. */
export function planTaken(
  log: Log,
  { plan, ring: { missing } }: Obeyed,
  before: RoutingPlan | undefined,
): void {
  const { planRevision, round, epoch, champion, segments } = plan
  const shares = segments.flatMap((segment) => segment.shares)
  log.info({ planRevision, round, epoch, champion, shares }, 'a plan holds')
  for (const { path, message: hint } of before ? successionProblems(plan, before) : []) {
    log.warn({ path: path.join('.'), hint }, 'what is counted under this plan can’t be judged')
  }
  if (missing.length === 0) return
  log.warn({ keys: missing }, 'receipts signed with keys that are not mounted are refused')
}
