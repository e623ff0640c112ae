import { ContenderError } from '../../errors.ts'
import { createBell } from './bell.ts'
import { createGate } from './gate.ts'
import type { Again, Happening } from './happening.ts'
import type { ModelsPorts, ModelsSettings } from './ports.ts'
import type { Lease, Served } from './served.ts'
import { createShelf, type Shelf } from './shelf.ts'
import type { Standing } from './standing.ts'
import { startOf } from './start.ts'
import { byName, type Wanted } from './wanted.ts'

export type { Lease }

export type Models = {
  /** All that is to be served from now on. What is wanted as before is left as it is. */
  readonly want: (wanted: readonly Wanted[]) => void
  /** Without a version: the last one of the settings. Throws ModelUnknown, VersionUnknown or ModelNotReady. */
  readonly lease: (name: string, version?: string) => Lease
  /** Whether a model of that name is wanted. */
  readonly has: (name: string) => boolean
  /** One row for each model that is wanted, name by name. */
  readonly standing: () => readonly Standing[]
  /** What answers now, version by version: where what is wanted can't be loaded, it is what was there before. */
  readonly serving: () => readonly Served[]
  /** Resolves when all are ready; rejects with what failed, if that is so after the patience of the start. */
  readonly settled: (signal: AbortSignal) => Promise<void>
  /** What must stay in the cache. */
  readonly digests: () => readonly string[]
  /** Serves nothing from now on; resolves when the last lease is done, and all memory given back. */
  readonly close: () => Promise<void>
}

/** Whoever has mistyped a name finds it among these, or asks elsewhere. */
const mostNames = 10

/** Fetches may wait for slow origins, and a few such must not hold up the others. */
const fetchesAtOnce = 4

/** The models of one process, each from when it is wanted until nobody needs it any more. */
export function createModels(settings: ModelsSettings, ports: ModelsPorts): Models {
  const { clock } = ports
  const bell = createBell(clock)
  const [fetching, opening] = [createGate(fetchesAtOnce), createGate(1)]
  const isStart = () => !hasStarted
  const shared = { ...ports, settings, fetching, opening, told, isStart }
  const shelves = new Map<string, Shelf>()
  const leaving = new Set<Promise<void>>()
  const patientUntil = clock.now() + settings.patienceMs
  let hasStarted = false
  let isClosed = false

  function told(happening: Happening): void {
    hasStarted ||= standing().every(({ ready }) => ready)
    ports.told(isLast(happening) ? { ...happening, againMs: undefined } : happening)
    bell.ring()
  }

  /** A start that has failed by the end of its patience is given up: nothing is tried again then. */
  function isLast(happening: Happening): happening is Extract<Happening, Again> {
    if (hasStarted || !('againMs' in happening)) return false
    return clock.now() + (happening.againMs ?? 0) >= patientUntil
  }

  function want(wanted: readonly Wanted[]): void {
    if (isClosed) return
    const names = replace(byName(wanted))
    told({ kind: 'Wanted', names })
  }

  function replace(names: ReadonlyMap<string, readonly Wanted[]>): readonly string[] {
    for (const name of shelves.keys()) if (!names.has(name)) remove(name)
    for (const [name, list] of names) shelfOf(name).want(list)
    return [...names.keys()]
  }

  function shelfOf(name: string): Shelf {
    const shelf = shelves.get(name) ?? createShelf(name, shared)
    shelves.set(name, shelf)
    return shelf
  }

  function remove(name: string): void {
    const shelf = shelves.get(name)
    shelves.delete(name)
    if (shelf === undefined) return
    shelf.want([])
    const gone = shelf.gone().finally(() => leaving.delete(gone))
    leaving.add(gone)
  }

  const standing = () => [...shelves.values()].flatMap((shelf) => shelf.standing())

  async function settled(signal: AbortSignal): Promise<void> {
    for (let start = startOf(standing()); start !== 'Ready'; start = startOf(standing())) {
      const leftMs = patientUntil - clock.now()
      const isOver = leftMs <= 0
      if (isOver && start !== 'Loading') throw start
      await bell.heard(isOver ? Number.POSITIVE_INFINITY : leftMs, signal)
      signal.throwIfAborted()
    }
  }

  return {
    want,
    standing,
    serving: () => [...shelves.values()].flatMap((shelf) => shelf.serving()),
    has: (name) => shelves.has(name),
    settled,
    lease(name, version) {
      if (isClosed) throw new ContenderError('ModelNotReady', 'this process is about to end')
      const shelf = shelves.get(name)
      if (shelf !== undefined) return shelf.lease(version)
      const known = listed([...shelves.keys()])
      throw new ContenderError(
        'ModelUnknown',
        `${name.slice(0, 63)} is none of the models here: ${known}`,
      )
    },
    digests: () => [...shelves.values()].flatMap((shelf) => shelf.digests()),
    async close() {
      replace(new Map())
      isClosed = true
      await Promise.all(leaving)
    },
  }
}

function listed(names: readonly string[]): string {
  const left = names.length - mostNames
  const more = left > 0 ? ` and ${left} more` : ''
  return `${names.slice(0, mostNames).join(', ') || 'none'}${more}`
}
