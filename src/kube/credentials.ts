import { setImmediate as nextTurn } from 'node:timers/promises'
import type { KubeConfig } from '@kubernetes/client-node'
import { ContenderError, saidBy } from '../errors.ts'
import type { Clock } from '../reconciler/clock.ts'
import { connect, type Reading, read, textOf, type Wires } from './connection.ts'

/** How to reach the server, and as whom. The same value as long as nothing has changed. */
export type Access = Pick<Reading, 'origin' | 'prefix' | 'headers'> & {
  readonly wires: Wires
}

type Options = {
  /** Reads the configuration from wherever it is. */
  readonly load: () => KubeConfig
  readonly clock: Clock
  /** How many there may be for calls. */
  readonly connections: number
}

const freshMs = 10_000
/** A login program may ask a person; one that hangs is not waited for any longer. */
const patienceMs = 60_000

/**
 * Keeps the access that a configuration gives, and its connections.
 *
 * Guarantees
 * - What is on disk is taken up within 10 s: certificates, the configuration itself; a token in a file
 *   within 70 s (the client looks once a minute), or when the server refuses the old one. Where it cannot
 *   be read now, what was read last holds.
 * - However many calls ask, a login program runs once.
 * - Connections are replaced only when what they are made of has changed; calls under way go on.
 * - It stays with the context it began with, whichever the file makes the current one meanwhile.
 */
export function createCredentials({ load, clock, connections }: Options) {
  const open = new Set<Wires>()
  let config: KubeConfig | undefined
  let held: { readonly access: Access; readonly text: string } | undefined
  let freshUntil = Number.NEGATIVE_INFINITY
  let asking: Promise<Access> | undefined

  /** For a call that begins now. */
  function current(): Promise<Access> {
    if (held !== undefined && clock.now() < freshUntil) return Promise.resolve(held.access)
    return once(() => ask(false))
  }

  /** For a call that was told `Unauthorized` with this access: asks anew, unless another call has. */
  async function renewed(refused: Access): Promise<Access> {
    await asking?.catch(() => {})
    if (held !== undefined && held.access !== refused) return held.access
    return once(() => ask(true))
  }

  function once(start: () => Promise<Access>): Promise<Access> {
    asking ??= inTime(start, clock).finally(() => {
      asking = undefined
    })
    return asking
  }

  async function ask(isAnew: boolean): Promise<Access> {
    const before = config
    config = reloaded(before, load, isAnew)
    try {
      const access = await take(await read(config), config, isAnew)
      freshUntil = clock.now() + freshMs
      return access
    } catch (cause) {
      if (held === undefined || isAnew) throw named(cause)
      freshUntil = clock.now() + freshMs
      return held.access
    }
  }

  async function take(reading: Reading, from: KubeConfig, isAnew: boolean): Promise<Access> {
    const text = textOf(reading)
    const old = held
    if (old?.text === text && !isAnew && isSame(old.access, reading)) return old.access
    const isKept = old?.text === text
    const wires = isKept ? old.access.wires : await connect(reading, from, connections)
    const { origin, prefix, headers } = reading
    held = { access: { origin, prefix, headers, wires }, text }
    open.add(wires)
    if (old !== undefined && !isKept) void retire(old.access.wires)
    return held.access
  }

  /** A call that was given these connections a moment ago has begun by the next turn. */
  async function retire(wires: Wires): Promise<void> {
    await nextTurn()
    await Promise.allSettled([wires.calls.close(), wires.watches.close()])
    open.delete(wires)
  }

  /** Ends all calls and watches, at once. */
  async function close(): Promise<void> {
    const dispatchers = [...open].flatMap(({ calls, watches }) => [calls, watches])
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.destroy()))
  }

  return { current, renewed, close }
}

/** The same one while its text is the same, since it remembers what login programs have said. */
function reloaded(
  before: KubeConfig | undefined,
  load: () => KubeConfig,
  isAnew: boolean,
): KubeConfig {
  if (before === undefined) return load()
  try {
    const now = load()
    now.setCurrentContext(before.getCurrentContext())
    if (now.getCurrentCluster() === null) return before
    return !isAnew && now.exportConfig() === before.exportConfig() ? before : now
  } catch {
    return before
  }
}

async function inTime<T>(start: () => Promise<T>, clock: Clock): Promise<T> {
  const over = new AbortController()
  const late = clock.sleep(patienceMs, over.signal).then(() => {
    throw named(new Error(`the login program has said nothing for ${patienceMs / 1000} s`))
  })
  return Promise.race([start(), late]).finally(() => over.abort())
}

function isSame(a: Access, b: Reading): boolean {
  return a.prefix === b.prefix && JSON.stringify(a.headers) === JSON.stringify(b.headers)
}

function named(cause: unknown): unknown {
  const said = `cannot obtain credentials: ${saidBy(cause) || 'the login program failed'}`
  return cause instanceof ContenderError
    ? cause
    : new ContenderError('ApiUnauthorized', said, { cause })
}
