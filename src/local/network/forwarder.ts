import { isDeepStrictEqual } from 'node:util'
import { orAborted } from '../../reconciler/aborted.ts'
import { delayMs } from '../../reconciler/backoff.ts'
import type { LoopPorts } from '../loop.ts'
import type { Listener, Report } from './orders.ts'
import { type ProxyProcess, startProxy } from './proxy-process.ts'

/** What is known of a listener that was asked for. */
export type Standing = {
  readonly port: number
  readonly is: 'pending' | 'open' | 'refused'
  /** The ports that were refused, since one was open last. */
  readonly refused: ReadonlySet<number>
}

export type ForwarderPorts = LoopPorts & {
  /** Hears that it is known now whether a listener is open. */
  readonly settled: (id: string) => void
}

/**
 * The listeners that there should be, and a process that has them.
 *
 * Guarantees
 * - A process that ends is followed at once by another with the same listeners; only one that ends again and
 *   again is followed ever more slowly.
 * - `listen` returns at once; `settled` is called when its outcome is known, after each start anew.
 * - The process ends with `run`, and with this process, however it ends.
 */
export function createForwarder({ clock, chance, trouble, settled }: ForwarderPorts) {
  const wanted = new Map<string, Listener>()
  const standings = new Map<string, Standing>()
  let proxy: ProxyProcess | undefined

  /** Asks for a listener, or for other endpoints of one. */
  function listen(listener: Listener): Standing {
    const { id, port } = listener
    const before = standings.get(id)
    const isKnown = before?.port === port
    if (isKnown && isDeepStrictEqual(wanted.get(id), listener)) return before
    const refused = before?.refused ?? new Set()
    const standing: Standing = isKnown ? before : { port, is: 'pending', refused }
    wanted.set(id, listener)
    standings.set(id, standing)
    proxy?.send({ listen: listener })
    return standing
  }

  function close(id: string): void {
    if (!wanted.delete(id)) return
    standings.delete(id)
    proxy?.send({ close: id })
  }

  function hear({ id, port, refused }: Report): void {
    const before = standings.get(id)
    if (before?.port !== port) return // of a wish that has changed since
    standings.set(id, standingAfter(before, refused))
    if (refused === undefined || ofPort.includes(refused)) settled(id)
    else trouble(id, new Error(`cannot listen on ${wanted.get(id)?.host}:${port}: ${refused}`))
  }

  async function run(signal: AbortSignal): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      const startedAt = clock.now()
      const why = await runOnce(signal)
      failures = clock.now() - startedAt >= steadyMs ? 1 : failures + 1
      if (!signal.aborted) await afterEnd(why, failures, signal)
    }
  }

  async function afterEnd(why: string, failures: number, signal: AbortSignal): Promise<void> {
    trouble('proxy', new Error(`the proxy ended: ${why}`))
    if (failures > 1) await clock.sleep(delayMs(restartBackoff, failures - 1, chance), signal)
  }

  /** One process, from its start to its end; says why it ended. */
  async function runOnce(signal: AbortSignal): Promise<string> {
    const started: ProxyProcess = startProxy((report) => {
      if (proxy === started) hear(report) // not what one says that has ended
    })
    proxy = started
    for (const [id, listener] of wanted) {
      const { port, refused } = standings.get(id) ?? { ...listener, refused: new Set() }
      standings.set(id, { port, is: 'pending', refused })
      started.send({ listen: listener })
    }
    try {
      return await orAborted(started.ended, signal)
    } catch {
      await started.stop()
      return 'it was told to'
    } finally {
      proxy = undefined
    }
  }

  return {
    listen,
    close,
    /** Of all that was asked for, whether open or not. */
    standing: (id: string): Standing | undefined => standings.get(id),
    ids: (): readonly string[] => [...wanted.keys()],
    pid: (): number | undefined => proxy?.pid,
    run,
  }
}

export type Forwarder = ReturnType<typeof createForwarder>

function standingAfter({ port, refused }: Standing, why: string | undefined): Standing {
  if (why === undefined) return { port, is: 'open', refused: new Set() }
  return { port, is: 'refused', refused: new Set([...refused, port]) }
}

/** Another port may do; what else is wrong is so with all of them. */
const ofPort = ['EADDRINUSE', 'EACCES']
const steadyMs = 10_000
const restartBackoff = { baseMs: 50, capMs: 5_000, jitter: 0.5 }
