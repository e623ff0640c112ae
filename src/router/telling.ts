import type { RoutingPlan } from '../api/routing-plan.ts'
import type { ContenderError } from '../errors.ts'
import { successionProblems } from '../routing/succession.ts'
import type { Log } from '../telemetry/log.ts'
import type { Instance } from './instance/instance.ts'
import type { Before } from './instance/opening.ts'
import type { Obeyed } from './plan/present.ts'

/** A plan holds, and what is wrong with it all the same: whatever that is, an abort must reach the traffic. */
export function planTaken(
  log: Pick<Log, 'info' | 'warn'>,
  { plan, ring: { missing } }: Obeyed,
  before: RoutingPlan | undefined,
): void {
  const { planRevision, round, epoch, champion, segments } = plan
  const shares = segments.flatMap((segment) => segment.shares)
  log.info({ planRevision, round, epoch, champion, shares }, 'a plan holds')
  for (const { path, message: hint } of before ? successionProblems(plan, before) : []) {
    log.warn({ path: path.join('.'), hint }, 'what is counted under this plan can’t be judged')
  }
  if (missing.length > 0) keysMissing(log, missing)
}

/** Which keys of the plan are not there, told when that changes. */
export function keysMissing(log: Pick<Log, 'info' | 'warn'>, missing: readonly string[]): void {
  if (missing.length === 0) log.info('all keys of the plan are mounted')
  else
    log.warn(
      { keys: missing },
      'keys of the plan are not mounted yet: outcomes that need them are to be sent again',
    )
}

/** Whether what is counted can be written down, told when that changes. */
export function journalTurned(log: Log, unwritable: ContenderError | undefined): void {
  if (unwritable === undefined) log.info('all that was counted is written down again')
  else log.error({ code: unwritable.code, detail: unwritable.message }, turnedBy(unwritable))
}

const turnedBy = ({ code }: ContenderError): string =>
  code === 'StateInUse'
    ? 'another process has the folder: this one ends'
    : 'nothing can be written down: outcomes are refused, predictions are answered'

/** Who counts here, and what of it is missing. */
export function instanceBegun(
  log: Pick<Log, 'info' | 'warn'>,
  { id, start, lostWindows }: Pick<Instance, 'id' | 'start' | 'lostWindows'>,
  before: Before | undefined,
): void {
  const isAnew = before !== undefined && before.instance !== id
  log.info({ instance: id, start, ...(isAnew && { before: before.instance }) }, 'it counts')
  const last = lostWindows().at(-1)
  if (before?.wasKilled !== true || last === undefined) return
  const [from, to] = [last.fromMs, last.toMs].map((ms) => new Date(ms).toISOString())
  log.warn({ from, to }, 'it was killed: requests of the last second before may not be counted')
}
