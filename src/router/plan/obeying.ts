import type { Json } from '../../api/json.ts'
import type { RoutingPlan } from '../../api/routing-plan.ts'
import { ContenderError } from '../../errors.ts'
import type { Clock } from '../../reconciler/clock.ts'
import { idsOf, type Keys } from '../../routing/keys.ts'
import { requireSameExperiment } from '../../routing/plan-order.ts'
import type { Log } from '../../telemetry/log.ts'
import type { RoutingMetrics } from '../../telemetry/routing.ts'
import { keysMissing, planTaken } from '../telling.ts'
import type { Mounted } from './mounted.ts'
import type { Present } from './present.ts'
import { planOf } from './reading.ts'

type Ports = {
  readonly present: Present
  readonly mounted: Mounted
  readonly metrics: Pick<RoutingMetrics, 'plan'>
  readonly log: Pick<Log, 'info' | 'warn'>
}

/** What whoever has pushed a plan is answered. */
export type Pushed = {
  /** False where it is the very same as the one that holds. */
  readonly taken: boolean
  /** None of them may sign, here or elsewhere, before they are mounted. */
  readonly missingKeys: readonly string[]
}

/** Takes plans as they come, with the keys that they name, and tells what became of them. */
export function createObeying({ present, mounted, metrics, log }: Ports) {
  /** Remembered from before; the key that is to sign by it is not mounted yet. */
  let waiting: RoutingPlan | undefined

  const missing = () => present.obeyed()?.ring.missing ?? []

  async function push(document: Json): Promise<Pushed> {
    try {
      const plan = planOf(document)
      if (!hasJust(mounted.keys, idsOf(plan.keys))) await look()
      const taken = take(plan)
      if (waiting !== undefined && waiting.planRevision <= plan.planRevision) waiting = undefined
      return { taken, missingKeys: missing() }
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

  /** Sees which keys are mounted by now. */
  async function look(): Promise<void> {
    await mounted.look()
    const before = missing().join()
    present.rekey()
    if (missing().join() !== before) keysMissing(log, missing())
    if (waiting !== undefined && mounted.keys.has(waiting.keys.sign)) takeRemembered(waiting)
  }

  /**
   * A mounted Secret changes a minute or two after its plan was pushed. Looking costs less than a millisecond, and says more
   * than a watch would: links are swapped, and folders are not always on this machine.
   */
  async function follow(clock: Clock, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await clock.sleep(everyMs, signal)
      if (!signal.aborted) await look()
    }
  }

  /**
   * Of the one that is remembered and the one that is mounted the newer holds: which was pushed last, may be either. Where the newer
   * can't be obeyed, none does until its key or another plan comes: what it has ended must not begin again.
   */
  function begin(remembered: RoutingPlan | undefined, mounted: RoutingPlan | undefined): void {
    if (mounted !== undefined) requireSameExperiment(mounted, remembered, otherFolder)
    if (remembered !== undefined) takeRemembered(remembered)
    if (mounted === undefined) return
    if (remembered === undefined || mounted.planRevision >= remembered.planRevision)
      takeMounted(mounted)
    else
      log.warn(
        { planRevision: remembered.planRevision, mounted: mounted.planRevision },
        'a newer plan is remembered: raise planRevision to begin with the one that is mounted',
      )
  }

  /** Somebody has edited the file, and only they know whether that was meant. */
  function takeMounted(plan: RoutingPlan): void {
    try {
      take(plan)
    } catch (cause) {
      if (!(cause instanceof ContenderError && cause.code === 'PlanConflict')) throw cause
      const { planRevision } = plan
      const detail = `this router remembers another plan of revision ${planRevision} (in --state): planRevision ${planRevision + 1} takes its place`
      throw new ContenderError('PlanConflict', detail, { cause })
    }
  }

  function takeRemembered(plan: RoutingPlan): void {
    waiting = undefined
    try {
      take(plan)
    } catch (cause) {
      if (!(cause instanceof ContenderError)) throw cause
      if (cause.code === 'KeyMissing') waiting = plan
      log.warn({ code: cause.code, detail: cause.message }, 'the plan of before can’t be obeyed')
    }
  }

  return { push, begin, follow }
}

const otherFolder = ', which this router remembers (in --state): give it a folder of its own'

/** Else one may have come that the plan honours, or one have gone that it drops. */
const hasJust = (keys: Keys, ids: readonly string[]) =>
  keys.size === ids.length && ids.every((id) => keys.has(id))

const everyMs = 10_000
