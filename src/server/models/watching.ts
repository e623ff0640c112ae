import { type Failure, failureOf } from './failure.ts'
import type { Version, Wrong } from './happening.ts'
import type { Shared } from './ports.ts'

type Watching = Pick<Shared, 'origins' | 'clock' | 'chance' | 'fetching' | 'told'> & {
  readonly everyMs: number
  readonly signal: AbortSignal
}

export type Watch = {
  /** That the origin has other bytes now. */
  readonly changed: () => Failure | undefined
  /** Resolves after the signal has aborted. */
  readonly ended: Promise<void>
}

/** Looks now and then whether an origin still has what was loaded from it, and tells it when that is otherwise. */
export function watchOrigin(
  { uri, ...version }: Version & { readonly uri: string },
  ports: Watching,
): Watch {
  const { origins, clock, chance, fetching, told, everyMs, signal } = ports
  const { digest } = version
  let changed: Failure | undefined
  let missed: Failure | undefined

  async function watch(): Promise<void> {
    while (!signal.aborted) {
      // Many replicas began at once, and need not ask at once.
      await clock.sleep(everyMs * (0.75 + 0.5 * chance()), signal)
      if (!signal.aborted) await look().then(looked, failed)
    }
  }

  const look = () => fetching.within(signal, () => origins.changeOf({ uri, digest }, signal))

  function looked(change: Error | undefined): void {
    const before = changed
    changed = change && failureOf(change)
    missed = undefined
    if (changed?.message === before?.message) return
    told(
      changed === undefined
        ? { kind: 'ChangedBack', ...version }
        : { kind: 'Changed', ...version, ...wrong(change) },
    )
  }

  function failed(cause: unknown): void {
    if (signal.aborted) return
    const before = missed
    missed = failureOf(cause)
    if (missed.message !== before?.message) told({ kind: 'Unchecked', ...version, ...wrong(cause) })
  }

  return { changed: () => changed, ended: watch() }
}

const wrong = (cause: unknown): Wrong => ({ ...failureOf(cause), cause })
