import { ContenderError, failures } from '../errors.ts'
import type { Clock } from '../reconciler/clock.ts'
import { type Answer, createController, type Reconcile } from '../reconciler/controller.ts'
import type { Meter } from '../reconciler/meter.ts'
import type { Log } from '../telemetry/log.ts'
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
    const over = new AbortController()
    const grace = async () => {
      await clock.sleep(Number.POSITIVE_INFINITY, AbortSignal.any([stop, over.signal]))
      await clock.sleep(graceMs, over.signal)
      over.abort()
    }
    void grace()
    const end = { stop: AbortSignal.any([stop, lost]), drop: AbortSignal.any([lost, over.signal]) }
    await controller.run(end).finally(() => over.abort())
  }

  function afterFailure(key: string, cause: unknown): Answer {
    if (!(cause instanceof ContenderError)) {
      log.error({ experiment: key, err: cause }, 'a bug ended the pass')
      return { retry: true }
    }
    const { code, message, retryAfterMs = 0 } = cause
    const { retry, hint } = failures[code]
    log.warn({ experiment: key, code, detail: message, hint }, 'the pass failed')
    return { retry, atLeastMs: retryAfterMs }
  }

  return { wake: controller.wake, run }
}
