import type { Json } from '../../api/json.ts'
import type { RoutingPlan } from '../../api/routing-plan.ts'
import { ContenderError } from '../../errors.ts'
import type { Log } from '../../telemetry/log.ts'
import type { RoutingMetrics } from '../../telemetry/routing.ts'
import { planTaken } from '../telling.ts'
import type { Present } from './present.ts'
import { planOf } from './reading.ts'

/** Takes plans as they come, and tells what became of them. */
export function createObeying(
  present: Present,
  metrics: Pick<RoutingMetrics, 'plan'>,
  log: Pick<Log, 'info' | 'warn'>,
) {
  /** False where it is the very same as the one that holds. */
  function push(document: Json): boolean {
    try {
      return take(planOf(document))
    } catch (cause) {
      if (cause instanceof ContenderError) {
        metrics.plan(cause.code)
        log.warn({ code: cause.code, detail: cause.message }, 'a plan is refused')
      }
      throw cause
    }
  }

  function take(plan: RoutingPlan): boolean {
    const before = present.obeyed()?.plan
    const isTaken = present.take(plan)
    const obeyed = present.obeyed()
    metrics.plan(isTaken ? 'Taken' : 'Known')
    if (isTaken && obeyed !== undefined) planTaken(log, obeyed, before)
    return isTaken
  }

  /**
   * Of the one that is remembered and the one that is mounted the newer holds: which was pushed last, may be either. Where the newer
   * can't be obeyed, none does until another one comes: what it has ended must not begin again.
   */
  function begin(remembered: RoutingPlan | undefined, mounted: RoutingPlan | undefined): void {
    if (remembered !== undefined) takeRemembered(remembered)
    if (mounted === undefined) return
    if (remembered === undefined || mounted.planRevision >= remembered.planRevision) take(mounted)
    else log.warn({ planRevision: remembered.planRevision }, 'a newer plan is remembered')
  }

  function takeRemembered(plan: RoutingPlan): void {
    try {
      take(plan)
    } catch (cause) {
      if (!(cause instanceof ContenderError)) throw cause
      log.warn({ code: cause.code, detail: cause.message }, 'the plan of before can’t be obeyed')
    }
  }

  return { push, begin }
}
