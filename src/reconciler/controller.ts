import type { Clock } from './clock.ts'
import type { Meter, PassEnd } from './meter.ts'
import { createQueue, type QueueOptions, type Taken } from './queue.ts'

/** When to look again, though nothing happens. */
type Next = { readonly lookAgainMs?: number }

/**
 * One pass over one key. It starts from what is, never from what happened, and ends soon after its
 * signal aborts.
 */
export type Reconcile = (key: string, signal: AbortSignal) => Promise<Next>

/** What follows from a failure: another try, not before so many milliseconds, or the next wake-up. */
export type Answer = { readonly retry: boolean; readonly atLeastMs?: number }

export type ControllerOptions = {
  readonly reconcile: Reconcile
  readonly queue: QueueOptions
  /** How many passes may run at once. */
  readonly workers: number
  readonly clock: Clock
  /** Told of every failure; bugs too. */
  readonly afterFailure: (key: string, cause: unknown) => Answer
  readonly meter: Pick<Meter, 'depth' | 'began' | 'passed' | 'retried'>
}

export type Ending = {
  /** No pass begins after this; those under way may finish. */
  readonly stop: AbortSignal
  /** Those under way are told to give up. */
  readonly drop: AbortSignal
}

/**
 * Wakes keys, and works on them.
 *
 * Guarantees
 * - A pass begins after every `wake`, also after one that comes while its key is running.
 * - No key has two passes at once, and never more than `workers` passes run.
 * - A failing key delays nobody else; what a pass throws is told, and ends nothing.
 * - `run` returns when no pass is left running. What `afterFailure` throws comes out of it then.
 */
export function createController(options: ControllerOptions) {
  const { reconcile, workers, clock, afterFailure, meter } = options
  const queue = createQueue(options.queue)
  const running = new Set<Promise<void>>()
  const bugs: unknown[] = []
  let rouse = () => {}

  function wake(key: string, afterMs = 0): void {
    queue.add(key, clock.now(), afterMs)
    rouse()
  }

  async function run({ stop, drop }: Ending): Promise<void> {
    const end = () => rouse()
    for (const signal of [stop, drop]) signal.addEventListener('abort', end)
    while (!stop.aborted && !drop.aborted && bugs.length === 0) {
      const nap = new AbortController()
      rouse = () => nap.abort()
      const idleMs = startDue(drop)
      meter.depth(queue.depth())
      await clock.sleep(idleMs, nap.signal)
    }
    for (const signal of [stop, drop]) signal.removeEventListener('abort', end)
    rouse = () => {}
    await Promise.all(running)
    meter.depth(0)
    if (bugs.length > 0) throw bugs[0]
  }

  /** Begins what may begin, and says how long there is nothing more to begin. */
  function startDue(drop: AbortSignal): number {
    while (running.size < workers) {
      const taken = queue.take(clock.now())
      if (taken === undefined) return queue.idleMs(clock.now())
      const ended = pass(taken, drop)
        .catch((bug: unknown) => void bugs.push(bug))
        .then(() => {
          running.delete(ended)
          rouse()
        })
      running.add(ended)
    }
    return Number.POSITIVE_INFINITY // a pass that ends will rouse us
  }

  async function pass({ key, waitedMs }: Taken, drop: AbortSignal): Promise<void> {
    const began = clock.now()
    meter.began(waitedMs)
    const ended = (end: PassEnd) => meter.passed(end, clock.now() - began)
    try {
      const { lookAgainMs } = await reconcile(key, drop)
      ended('done')
      queue.done(key, clock.now())
      if (lookAgainMs !== undefined) queue.add(key, clock.now(), lookAgainMs)
    } catch (cause) {
      if (drop.aborted) return ended('dropped')
      ended('failed')
      settle(key, afterFailure(key, cause))
    }
  }

  function settle(key: string, { retry, atLeastMs }: Answer): void {
    if (retry) {
      meter.retried()
      queue.failed(key, clock.now(), atLeastMs)
    } else queue.done(key, clock.now())
  }

  return { wake, run }
}
