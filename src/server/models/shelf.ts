import { ContenderError } from '../../errors.ts'
import { createEntry, type Entry, notReady } from './entry.ts'
import type { Failure } from './failure.ts'
import type { Shared } from './ports.ts'
import type { Lease, Served } from './served.ts'
import type { Standing } from './standing.ts'
import { changesFrom, doubled, identityOf, type Wanted } from './wanted.ts'

export type Shelf = {
  readonly want: (wanted: readonly Wanted[]) => void
  readonly lease: (version: string | undefined) => Lease
  readonly standing: () => readonly Standing[]
  /** What answers: it may be what was there before. */
  readonly serving: () => readonly Served[]
  /** Of all that is in memory or on its way there. */
  readonly digests: () => readonly string[]
  /** Resolves once all that was taken off is gone. */
  readonly gone: () => Promise<void>
}

/**
 * All versions of one name. They are published together, once all that are wanted have been loaded: until then what
 * was there goes on. What is published no more is closed: whoever has a lease keeps what it has.
 */
export function createShelf(name: string, ports: Shared): Shelf {
  const leaving = new Set<Promise<void>>()
  let wanted: readonly Entry[] = []
  let published: readonly Entry[] = []
  let refusal: Failure | undefined

  const versionsOf = (entries: readonly Entry[]) =>
    entries.flatMap((entry) => entry.state().version ?? [])
  const versions = () => versionsOf(published)

  function want(list: readonly Wanted[]): void {
    if (
      isSame(
        list.map(identityOf),
        wanted.map(({ identity }) => identity),
      )
    )
      return
    const present = new Map([...wanted, ...published].map((entry) => [entry.identity, entry]))
    const { come, go } = changesFrom(present.keys(), list)
    const unpublished = go.flatMap((identity) => present.get(identity) ?? []).filter(isHidden)
    for (const each of come) present.set(identityOf(each), create(each))
    wanted = list.flatMap((each) => present.get(identityOf(each)) ?? [])
    refusal = undefined
    unpublished.forEach(close)
    publish()
  }

  function create(each: Wanted): Entry {
    return createEntry(each, { ...ports, versions, ready: publish })
  }

  const isHidden = (entry: Entry) => !published.includes(entry)

  function publish(): void {
    if (isSame(wanted, published) || !wanted.every((entry) => entry.state().isLoaded)) return
    const twice = doubled(versionsOf(wanted))
    if (twice === undefined) swap()
    else refuse(`of ${wanted.length} models two are version ${twice}`)
  }

  function swap(): void {
    const former = published
    published = wanted
    former.filter(isHidden).forEach(close)
    ports.told({ kind: 'Published', name, versions: versions(), former: versionsOf(former) })
  }

  function refuse(message: string): void {
    if (refusal !== undefined) return
    refusal = { code: 'SettingsInvalid', message }
    const cause = new ContenderError('SettingsInvalid', message)
    ports.told({
      kind: 'Failed',
      name,
      version: undefined,
      tries: 1,
      againMs: undefined,
      ...refusal,
      cause,
    })
  }

  function close(entry: Entry): void {
    const closed = entry.close().finally(() => leaving.delete(closed))
    leaving.add(closed)
  }

  function lease(version: string | undefined): Lease {
    const entry =
      version === undefined
        ? published.at(-1)
        : published.find((each) => each.state().version === version)
    if (entry !== undefined) return entry.take()
    if (published.length === 0 || versionsOf(wanted).includes(version ?? '')) {
      throw new ContenderError('ModelNotReady', notReady(name, standing().find(isFailed)?.failure))
    }
    const known = versions().join(', ')
    throw new ContenderError('VersionUnknown', `${name} has no version ${version}, it has ${known}`)
  }

  function standing(): readonly Standing[] {
    const isOpen = (entry: Entry) => entry.state().place !== undefined
    const served = published.length > 0 && published.every(isOpen)
    const awaited = published.length > 0 || ports.isStart()
    return wanted.map((entry) => {
      const { isLoaded: _, ...state } = entry.state()
      const ready = published.includes(entry) && isOpen(entry)
      return {
        name,
        served,
        awaited,
        ready,
        ...state,
        failure: state.failure ?? (ready ? undefined : refusal),
      }
    })
  }

  return {
    want,
    lease,
    standing,
    serving: () => published.flatMap((entry) => entry.served() ?? []),
    digests: () =>
      [...new Set([...wanted, ...published])].flatMap((entry) => entry.state().digest ?? []),
    gone: async () => void (await Promise.all(leaving)),
  }
}

const isFailed = ({ failure }: Standing) => failure !== undefined

const isSame = <T>(some: readonly T[], others: readonly T[]) =>
  some.length === others.length && some.every((each, nth) => each === others[nth])
