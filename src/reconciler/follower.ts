import { type Backoff, type Chance, delayMs } from './backoff.ts'
import type { Cache, Changed } from './cache.ts'
import type { Clock } from './clock.ts'
import type { Meter } from './meter.ts'
import { onSilence } from './silence.ts'
import type { Change, Entry, Failed, Listing, Source, WatchEnd } from './source.ts'
import { createStream } from './stream.ts'
import { TooLate, within } from './within.ts'

export type FollowerOptions<T extends Entry> = {
  readonly source: Source<T>
  readonly cache: Pick<Cache<T>, 'put' | 'drop' | 'replace'>
  /** Whom a change concerns. It may only wake: all work is done in passes. */
  readonly changed: (change: Changed<T>) => void
  readonly clock: Clock
  readonly chance: Chance
  /** Between tries, as long as no stream stands. */
  readonly backoff: Backoff
  /** A list or a stream that says nothing for so long, not even a bookmark, is taken for dead. */
  readonly silenceMs: number
  /** What it waits for, and for how long before the next try; `undefined` once it goes on. */
  readonly report: (source: string, trouble: Trouble | undefined) => void
  readonly meter: Pick<Meter, 'listed' | 'watchEnded'>
}

export type Trouble = { readonly cause: Error; readonly againMs: number }

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
  /** It took what it should, or stood for a while: then the server is well. */
  readonly wasGood: boolean
}

/** How many expired watches in a row are trouble that somebody should hear of. */
const expiredTooOften = 3

/**
 * Keeps a cache like the server's truth: a list, then a watch that goes on from the last version heard.
 *
 * Guarantees
 * - After every change on the server the cache comes to show it, and `changed` is called, whatever ends
 *   the streams in between; a list finds what went unseen, deletions too.
 * - Each end of a list or a watch has one of the names above, and is counted under it.
 * - It never stops by itself, but on a bug: what `changed` or the source throws comes out of `run`.
 * - Tries come with growing, jittered pauses, and never before the server wants them. Only a stream that
 *   stood for a while makes them short again, and only after its foreseen end there is none.
 */
export function createFollower<T extends Entry>(options: FollowerOptions<T>) {
  const { source, cache, changed, clock, chance, backoff, silenceMs, report, meter } = options
  const synced = Promise.withResolvers<void>()
  let waitsFor: Round['what'] | undefined

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
    const end = await within(silenceMs, clock, source.list, signal).catch(asEnd(signal))
    meter.listed(source.name, end.kind)
    if (end.kind !== 'listed') return { what: 'list', end, version: undefined, wasGood: false }
    for (const change of cache.replace(end.entries)) changed(change)
    synced.resolve()
    if (waitsFor === 'list') goesOn()
    return { what: 'list', end, version: end.version, wasGood: true }
  }

  async function watch(from: string, signal: AbortSignal): Promise<Round> {
    const stream = createStream(from, silenceMs, clock)
    const over = new AbortController()
    const silence = onSilence(stream.patienceMs, over.signal, clock)
    const tell = (change: Change<T>) => {
      stream.hear(change)
      if (waitsFor !== undefined) goesOn()
      take(change)
    }
    const ended = await source
      .watch(from, tell, AbortSignal.any([signal, silence]))
      .finally(() => over.abort())
    const wasSilent = ended.kind === 'aborted' && !signal.aborted
    const end = wasSilent ? endOfSilence(stream.isOpen()) : ended
    meter.watchEnded(source.name, end.kind)
    return { what: 'watch', end, version: stream.version(), wasGood: stream.isSteady() }
  }

  async function pause(round: Round, tries: number, signal: AbortSignal): Promise<void> {
    const { what, end, wasGood } = round
    const cause = causeOf(end, tries)
    if (wasGood && cause === undefined && end.kind !== 'expired') return
    const wantedMs = end.kind === 'cut' ? (end.retryAfterMs ?? 0) : 0
    const againMs = Math.max(wantedMs, delayMs(backoff, tries, chance))
    if (cause !== undefined) waits(what, { cause, againMs })
    await clock.sleep(againMs, signal)
  }

  /** Brings a change into the cache. */
  function take(change: Change<T>): void {
    if (change.kind === 'open' || change.kind === 'bookmark') return
    const news = change.kind === 'put' ? cache.put(change.entry) : cache.drop(change.key)
    if (news !== undefined) changed(news)
  }

  function waits(what: Round['what'], trouble: Trouble): void {
    waitsFor = what
    report(source.name, trouble)
  }

  function goesOn(): void {
    waitsFor = undefined
    report(source.name, undefined)
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

/** What somebody should hear of. */
function causeOf(end: End, tries: number): Error | undefined {
  if (end.kind === 'refused' || end.kind === 'cut') return end.cause
  if (end.kind !== 'expired' || tries < expiredTooOften) return undefined
  return new Error('the server forgets its versions faster than they can be watched')
}

/** A stream that stood and fell silent is resumed; a server that doesn't even open one is in trouble. */
function endOfSilence(wasOpen: boolean): WatchEnd | { readonly kind: 'silent' } {
  if (wasOpen) return { kind: 'silent' }
  return { kind: 'cut', cause: new TooLate('the server has not opened the stream') }
}

function asEnd(signal: AbortSignal) {
  return function endOf(cause: unknown): Failed {
    if (signal.aborted) return { kind: 'aborted' }
    if (cause instanceof TooLate) return { kind: 'cut', cause }
    throw cause
  }
}
