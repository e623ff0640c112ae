import { ContenderError, failures } from '../errors.ts'
import { untilAborted } from '../reconciler/aborted.ts'
import { type Cache, createCache, type Indexes } from '../reconciler/cache.ts'
import type { Clock } from '../reconciler/clock.ts'
import { createController, type Reconcile } from '../reconciler/controller.ts'
import { createFollower, type Trouble } from '../reconciler/follower.ts'
import type { Entry, Source } from '../reconciler/source.ts'

export type LoopPorts = {
  readonly clock: Clock
  /** Between 0 and 1. */
  readonly chance: () => number
  /** Hears what went wrong: of a source or of a key, and what it was; `undefined` once a source goes on. */
  readonly trouble: (where: string, cause: unknown) => void
}

/** A kind of objects that a loop follows, made by `following`. */
type Followed = (wake: (key: string) => void, ports: LoopPorts) => Running

type Running = {
  readonly synced: Promise<void>
  readonly run: (signal: AbortSignal) => Promise<void>
}

/** What is known of one kind, and how it comes to be known. */
export function following<T extends Entry, Name extends string = never>(
  source: Source<T>,
  /** The keys that a change concerns: asked of the entry as it was, and as it is. */
  concerns: (entry: T) => readonly string[],
  indexes = {} as Indexes<T, Name>,
): { readonly known: Cache<T, Name>; readonly followed: Followed } {
  const known = createCache<T, Name>(indexes)
  const followed: Followed = (wake, { clock, chance, trouble }) =>
    createFollower<T>({
      ...{ source, cache: known, clock, chance, backoff: followBackoff, silenceMs },
      changed: ({ before, after }) => {
        const keys = [before, after].flatMap((entry) =>
          entry === undefined ? [] : concerns(entry),
        )
        for (const key of new Set(keys)) wake(key)
      },
      report: (name: string, said: Trouble | undefined) => trouble(name, said?.cause),
      meter: { listed: () => {}, watchEnded: () => {} },
    })
  return { known, followed }
}

/**
 * A controller of the embedded cluster: follows kinds, and brings each key to what it should be. No pass
 * begins before all kinds were listed, and none outlives `run`.
 */
export function createLoop(
  reconcile: Reconcile,
  follows: readonly Followed[],
  ports: LoopPorts,
): { readonly wake: (key: string) => void; readonly run: (signal: AbortSignal) => Promise<void> } {
  const { clock, chance, trouble } = ports
  const controller = createController({
    ...{ reconcile, clock, workers },
    queue: { backoff: passBackoff, retries, restMs, chance },
    afterFailure: (key, cause) => {
      if (!isLate(cause)) trouble(key, cause)
      if (!(cause instanceof ContenderError)) return { retry: true }
      return { retry: failures[cause.code].retry, atLeastMs: cause.retryAfterMs ?? 0 }
    },
    meter: { depth: () => {}, began: () => {}, passed: () => {}, retried: () => {} },
  })
  const followers = follows.map((followed) => followed(controller.wake, ports))

  async function run(signal: AbortSignal): Promise<void> {
    const stopped = untilAborted(signal)
    const work = async () => {
      await Promise.race([Promise.all(followers.map(({ synced }) => synced)), stopped])
      await controller.run({ stop: signal, drop: signal })
    }
    await Promise.all([work(), ...followers.map((follower) => follower.run(signal))])
  }

  return { wake: controller.wake, run }
}

/** Two wrote at once: one of them looks again. That is how it should be, and nobody's trouble. */
const isLate = (cause: unknown) => cause instanceof ContenderError && cause.code === 'StaleWrite'

/** The server is in the same machine: what fails is soon tried again. */
const followBackoff = { baseMs: 50, capMs: 5_000, jitter: 0.5 }
const passBackoff = { baseMs: 50, capMs: 30_000, jitter: 0.5 }
const retries = { perSecond: 100, burst: 200 }
const silenceMs = 150_000
const restMs = 10
const workers = 8
