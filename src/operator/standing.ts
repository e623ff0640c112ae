import type { Clock } from '../reconciler/clock.ts'
import type { Log } from '../telemetry/log.ts'
import { failed, sentenceOf } from './failed.ts'
import { tellAgainMs } from './settings.ts'

/** How this replica stands with the lease, told when it changes, and while it is bad now and then. */
export function createStanding(log: Log, clock: Clock) {
  let trouble: string | undefined = 'not asked for yet'
  let toldAt = Number.NEGATIVE_INFINITY

  /** Why the lease could not be had; nothing, once it answers. */
  function report(cause: unknown): void {
    if (cause === undefined) {
      if (trouble !== undefined && Number.isFinite(toldAt))
        log.info('the lease can be reached again')
      trouble = undefined
      toldAt = Number.NEGATIVE_INFINITY
      return
    }
    const now = sentenceOf(cause)
    if (now === trouble && clock.now() - toldAt < tellAgainMs) return
    trouble = now
    toldAt = clock.now()
    log.warn(failed(cause), 'cannot reach the lease')
  }

  return {
    report,
    standsBy: (leader: string) => log.info({ leader }, 'standing by'),
    waiting: (): string | undefined => trouble,
  }
}
