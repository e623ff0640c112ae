import { ContenderError } from '../../errors.ts'
import type { Model } from '../../onnx/model.ts'
import { delayMs } from '../../reconciler/backoff.ts'
import { type Failure, failureOf } from './failure.ts'
import type { Version } from './happening.ts'
import { type Loaded, load } from './loading.ts'
import { type Opened, openedFrom } from './opened.ts'
import type { Shared } from './ports.ts'
import type { Lease, Served } from './served.ts'
import { identityOf, type Wanted } from './wanted.ts'
import { type Watch, watchOrigin } from './watching.ts'

export type Entry = {
  readonly wanted: Wanted
  readonly identity: string
  readonly state: () => EntryState
  readonly take: () => Lease
  /** What answers, if it is open. */
  readonly served: () => Served | undefined
  /** Ends what is under way, and gives back the memory once nobody needs it; resolves then. */
  readonly close: () => Promise<void>
}

type EntryState = {
  /** Known once it was loaded, if it is not wanted with one. */
  readonly version: string | undefined
  readonly digest: string | undefined
  /** It was open at least once. */
  readonly isLoaded: boolean
  /** Where it runs, if it is open. */
  readonly place: Model['place'] | undefined
  /** Of the last try, until one succeeds. */
  readonly failure: Failure | undefined
  readonly changed: Failure | undefined
  /** That failed in a row. */
  readonly tries: number
}

export type EntryPorts = Shared &
  Pick<Served, 'versions'> & {
    /** It may be taken now. */
    readonly ready: () => void
  }

/** Whoever was open for that long has no history of failing. */
const calmMs = 60_000

/**
 * One model that is wanted, from its first byte to its last. It is loaded, with pauses that grow while that fails, and
 * opened again when its thread ends: from the same bytes, whatever its origin has by then.
 */
export function createEntry(wanted: Wanted, ports: EntryPorts): Entry {
  const { clock, chance, told, settings } = ports
  const { name, uri } = wanted
  const end = new AbortController()
  const { signal } = end
  const releases = new Set<Promise<void>>()
  let known: Version | undefined
  let fetched: string | undefined
  let opened: Opened | undefined
  let watch: Watch | undefined
  let failure: Failure | undefined
  let tries = 0
  let over = () => {}
  const life = live()

  async function live(): Promise<void> {
    while (!signal.aborted) await clock.sleep(await once(), signal)
  }

  /** From a try to the end of what it has opened; then the pause until the next. */
  async function once(): Promise<number> {
    const { promise: ended, resolve: died } = Promise.withResolvers<unknown>()
    over = () => died(signal.reason)
    try {
      began(await load(pinned(), { ...ports, signal, died, kept }))
    } catch (cause) {
      return signal.aborted ? 0 : failed('Failed', cause, tries + 1)
    }
    const at = clock.now()
    const cause = await ended
    retire()
    if (signal.aborted) return 0
    return failed('Died', cause, clock.now() - at < calmMs ? tries + 1 : 0)
  }

  /** What was loaded once is loaded again, and nothing else. */
  function pinned(): Wanted {
    return known === undefined ? wanted : { ...wanted, seen: known.digest }
  }

  function kept(digest: string): void {
    fetched = digest
  }

  function began({ model, fetched: { digest, from, size }, tookMs }: Loaded): void {
    known = { name, version: wanted.version ?? digest.slice(0, 8), digest }
    opened = openedFrom(model, { ...known, versions: ports.versions }, ports)
    failure = undefined
    const { place, batching, measured } = model
    told({ kind: 'Loaded', ...known, from, size, tookMs, place, batching, measured })
    if (signal.aborted) retire()
    else {
      watch ??= watchFor(known)
      ports.ready()
    }
  }

  /** Bytes that are pinned need no watch: whatever the origin has by now, they are what was wanted. */
  function watchFor(version: Version): Watch | undefined {
    const everyMs = settings.originCheckMs
    if (everyMs === 0 || wanted.sha256 !== undefined) return undefined
    return watchOrigin({ ...version, uri }, { ...ports, everyMs, signal })
  }

  function failed(kind: 'Failed' | 'Died', cause: unknown, times: number): number {
    tries = times
    failure = failureOf(cause)
    const pause = times === 0 ? 0 : delayMs(settings.backoff, times, chance)
    const againMs = Math.max(pause, (cause instanceof ContenderError && cause.retryAfterMs) || 0)
    const version = known?.version ?? wanted.version
    told({ kind, name, version, tries, againMs, ...failure, cause })
    return againMs
  }

  function retire(): void {
    if (opened === undefined || known === undefined) return
    const [version, { released }] = [known, opened]
    opened.retire()
    opened = undefined
    const release = released
      .then(
        () => told({ kind: 'Released', ...version }),
        (cause) => told({ kind: 'Unreleased', ...version, ...failureOf(cause), cause }),
      )
      .finally(() => releases.delete(release))
    releases.add(release)
  }

  return {
    wanted,
    identity: identityOf(wanted),
    state: () => ({
      version: known?.version ?? wanted.version,
      digest: known?.digest ?? fetched,
      isLoaded: known !== undefined,
      place: opened?.served.model.place,
      failure,
      changed: watch?.changed(),
      tries: failure === undefined ? 0 : tries,
    }),
    served: () => opened?.served,
    take() {
      if (opened !== undefined) return opened.take()
      throw new ContenderError('ModelNotReady', notReady(name, failure))
    },
    async close() {
      end.abort(new ContenderError('ModelNotReady', `${name} was taken out of service`))
      over()
      retire()
      await life
      await watch?.ended
      await Promise.all(releases)
    },
  }
}

export const notReady = (name: string, failure: Failure | undefined): string =>
  failure === undefined ? `${name} is being loaded` : `${name}: ${failure.code}: ${failure.message}`
