import { type Backoff, type Chance, delayMs } from './backoff.ts'
import type { Cache, Changed } from './cache.ts'
import type { Clock } from './clock.ts'
import type { Meter } from './meter.ts'
import { onSilence } from './silence.ts'
import type { Change, Entry, Failed, Listing, Source, WatchEnd } from './source.ts'

export type FollowerOptions<T extends Entry> = {
  readonly source: Source<T>
  readonly cache: Pick<Cache<T>, 'put' | 'drop' | 'replace'>
  /** Whom a change concerns. It may only wake: all work is done in passes. */
  readonly changed: (change: Changed<T>) => void
  readonly clock: Clock
  readonly chance: Chance
  /** Between tries, as long as nothing is heard. */
  readonly backoff: Backoff
  /** A stream that says nothing for so long, not even a bookmark, is taken for dead. */
  readonly silenceMs: number
  /** What it waits for, and for how long before the next try; `undefined` once it goes on. */
  readonly report: (source: string, trouble: Trouble | undefined) => void
  readonly meter: Pick<Meter, 'listed' | 'watchEnded'>
}

export type Trouble = {
  readonly failed: Exclude<Failed, { kind: 'aborted' }>
  readonly againMs: number
}

/** What follows from each way in which a list or a watch may end. */
const following = {
  listed: 'watch',
  ended: 'watch',
  silent: 'watch',
  cut: 'watch', // a list that was cut has left no version to watch from: it is tried again
  expired: 'list',
  refused: 'list', // what was taken away may come back as something else
  aborted: 'nothing',
} as const satisfies { readonly [kind in End['kind']]: 'list' | 'watch' | 'nothing' }

type End = Listing<Entry> | WatchEnd | { readonly kind: 'silent' }

/** One list or one watch. */
type Round = {
  readonly what: 'list' | 'watch'
  readonly end: End
  /** Where a watch may go on. */
  readonly version: string | undefined
  /** Then the server is well, and the next try need not wait. */
  readonly wasGood: boolean
}

/** A stream that was open for so long was a good one, even if nothing was heard. */
const steadyMs = 1_000

/**
 * Keeps a cache like the server's truth: a list, then a watch that goes on from the last version heard.
 *
 * Guarantees
 * - After every change on the server the cache comes to show it, and `changed` is called, whatever ends
 *   the streams in between; a list finds what went unseen, deletions too.
 * - Each end of a list or a watch has one of the names above, and is counted under it.
 * - It never stops by itself, but on a bug: what `changed` or the source throws comes out of `run`.
 * - Tries come with growing, jittered pauses, and never before the server wants them.
 */
export function createFollower<T extends Entry>(options: FollowerOptions<T>) {
  const { source, cache, changed, clock, chance, backoff, silenceMs, report, meter } = options
  const synced = Promise.withResolvers<void>()
  let trouble: Round['what'] | undefined

  async function run(signal: AbortSignal): Promise<void> {
    let from: string | undefined
    let tries = 0
    while (!signal.aborted) {
      const round = await (from === undefined ? list(signal) : watch(from, signal))
      from = following[round.end.kind] === 'watch' ? round.version : undefined
      tries = triesAfter(round, tries)
      await pause(round, tries, signal)
    }
  }

  async function list(signal: AbortSignal): Promise<Round> {
    const end = await source.list(signal)
    meter.listed(source.name, end.kind)
    if (end.kind !== 'listed') return { what: 'list', end, version: undefined, wasGood: false }
    for (const change of cache.replace(end.entries)) changed(change)
    synced.resolve()
    if (trouble === 'list') told(undefined, undefined)
    return { what: 'list', end, version: end.version, wasGood: true }
  }

  async function watch(from: string, signal: AbortSignal): Promise<Round> {
    let [version, heardAt, heard] = [from, clock.now(), false]
    let steadyAt = Number.POSITIVE_INFINITY
    const tell = (change: Change<T>) => {
      heardAt = clock.now()
      if (trouble !== undefined) told(undefined, undefined)
      if (change.kind === 'open') steadyAt = clock.now() + steadyMs
      else {
        heard = true
        version = take(change)
      }
    }
    const over = new AbortController()
    const silence = onSilence(() => heardAt + silenceMs - clock.now(), over.signal, clock)
    const ended = await source
      .watch(from, tell, AbortSignal.any([signal, silence]))
      .finally(() => over.abort())
    const wasSilent = ended.kind === 'aborted' && !signal.aborted
    const end: End = wasSilent ? { kind: 'silent' } : ended
    meter.watchEnded(source.name, end.kind)
    return { what: 'watch', end, version, wasGood: heard || clock.now() >= steadyAt }
  }

  async function pause({ what, end, wasGood }: Round, tries: number, signal: AbortSignal) {
    const failed = failedOf(end)
    if (wasGood && failed === undefined) return
    const againMs = Math.max(failed?.retryAfterMs ?? 0, delayMs(backoff, tries, chance))
    if (failed !== undefined) told(what, { failed, againMs })
    await clock.sleep(againMs, signal)
  }

  /** Brings a change into the cache, and says up to which version is known now. */
  function take(change: Exclude<Change<T>, { kind: 'open' }>): string {
    if (change.kind === 'bookmark') return change.version
    const news = change.kind === 'put' ? cache.put(change.entry) : cache.drop(change.key)
    if (news !== undefined) changed(news)
    return change.kind === 'put' ? change.entry.version : change.version
  }

  function told(what: Round['what'] | undefined, now: Trouble | undefined): void {
    trouble = what
    report(source.name, now)
  }

  return {
    run,
    /** Resolves once the cache has shown a whole list. */
    synced: synced.promise,
  }
}

/** A good watch forgives what went before; a good list doesn't, since the watch after it may be refused. */
function triesAfter({ what, wasGood }: Round, tries: number): number {
  if (!wasGood) return tries + 1
  return what === 'watch' ? 1 : tries
}

function failedOf(end: End): Trouble['failed'] | undefined {
  return end.kind === 'refused' || end.kind === 'cut' ? end : undefined
}
