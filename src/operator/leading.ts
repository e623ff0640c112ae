import { ContenderError, failures } from '../errors.ts'
import type { Clock } from '../reconciler/clock.ts'
import { type Answer, createController, type Reconcile } from '../reconciler/controller.ts'
import type { Meter } from '../reconciler/meter.ts'
import type { Log } from '../telemetry/log.ts'
import { failed } from './failed.ts'
import { graceMs, passBackoff, restMs, retries, workers } from './settings.ts'

export type LeadingPorts = {
  readonly reconcile: Reconcile
  readonly log: Log
  readonly clock: Clock
  readonly chance: () => number
  readonly meter: Meter
}

/** The work of a leader, begun anew with each lead: no memory of an earlier one can mislead it. */
export function createLeading({ reconcile, log, clock, chance, meter }: LeadingPorts) {
  const controller = createController({
    reconcile,
    queue: { backoff: passBackoff, retries, restMs, chance },
    workers,
    clock,
    afterFailure,
    meter,
  })

  /** A stop lets the passes under way finish, for a while; a lost lead does not. */
  async function run(stop: AbortSignal, lost: AbortSignal): Promise<void> {
    const [over, late] = [new AbortController(), new AbortController()]
    const grace = async () => {
      await clock.sleep(graceMs, over.signal)
      late.abort()
    }
    const stopped = AbortSignal.any([stop, lost])
    stopped.addEventListener('abort', grace)
    if (stopped.aborted) void grace()
    const end = { stop: stopped, drop: AbortSignal.any([lost, late.signal]) }
    await controller.run(end).finally(() => {
      stopped.removeEventListener('abort', grace)
      over.abort()
    })
  }

  function afterFailure(key: string, cause: unknown): Answer {
    if (!(cause instanceof ContenderError)) {
      log.error({ experiment: key, err: cause }, 'a bug ended the pass')
      return { retry: true }
    }
    log.warn({ experiment: key, ...failed(cause) }, 'the pass failed')
    return { retry: failures[cause.code].retry, atLeastMs: cause.retryAfterMs ?? 0 }
  }

  return { wake: controller.wake, run }
}
