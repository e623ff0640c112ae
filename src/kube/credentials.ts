import { setImmediate as nextTurn } from 'node:timers/promises'
import type { KubeConfig } from '@kubernetes/client-node'
import { ContenderError, saidBy } from '../errors.ts'
import type { Clock } from '../reconciler/clock.ts'
import { TooLate, within } from '../reconciler/within.ts'
import { type Reading, read, textOf } from './connection.ts'
import { attendLogin, programIn } from './login.ts'
import type { Lanes } from './slots.ts'
import { connect, type Wires } from './wires.ts'

/** How to reach the server, and as whom. The same value as long as nothing has changed. */
export type Access = Pick<Reading, 'origin' | 'prefix' | 'headers'> & {
  readonly wires: Wires
}

type Options = {
  /** Reads the configuration from wherever it is. */
  readonly load: () => KubeConfig
  readonly clock: Clock
  /** How many connections there may be for calls. */
  readonly lanes: Lanes
}

const freshMs = 10_000
/** Less than a call has, so that whoever waits for it hears what it is that says nothing. */
const patienceMs = 20_000

/** Keeps the access that a configuration gives, and its connections. It stays with its first context. */
export function createCredentials({ load, clock, lanes }: Options) {
  const over = new AbortController()
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
    asking ??= start().finally(() => {
      asking = undefined
    })
    return asking
  }

  async function ask(isAnew: boolean): Promise<Access> {
    const now = reloaded(config, load, isAnew)
    config = now
    try {
      const access = await take(await inTime(now, clock, over.signal), now, isAnew)
      freshUntil = clock.now() + freshMs
      return access
    } catch (cause) {
      over.signal.throwIfAborted()
      if (held === undefined || isAnew) throw named(cause)
      freshUntil = clock.now() + freshMs
      return held.access
    }
  }

  async function take(reading: Reading, from: KubeConfig, isAnew: boolean): Promise<Access> {
    over.signal.throwIfAborted()
    const text = textOf(reading)
    const old = held
    if (old?.text === text && !isAnew && isSame(old.access, reading)) return old.access
    const isKept = old?.text === text
    const wires = isKept ? old.access.wires : await connect(reading, from, lanes)
    const { origin, prefix, headers } = reading
    held = { access: { origin, prefix, headers, wires }, text }
    open.add(wires)
    if (old !== undefined && !isKept) void retire(old.access.wires)
    return held.access
  }

  /** A call that was given these connections a moment ago has begun by the next turn. */
  async function retire(wires: Wires): Promise<void> {
    await nextTurn()
    await wires.close()
    open.delete(wires)
  }

  /** Ends all calls, watches and login programs, at once. */
  async function close(): Promise<void> {
    over.abort(new Error('the door is closed'))
    await Promise.all([...open].map((wires) => wires.destroy()))
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

async function inTime(config: KubeConfig, clock: Clock, outer: AbortSignal): Promise<Reading> {
  const reading = (signal: AbortSignal) => {
    attendLogin(config, signal)
    return read(config)
  }
  try {
    return await within(patienceMs, clock, reading, outer)
  } catch (cause) {
    if (!(cause instanceof TooLate)) throw cause
    const { command } = programIn(config) ?? {}
    const who =
      command === undefined ? 'the server that gives them' : `the login program ${command}`
    throw new Error(`${who} has said nothing for ${patienceMs / 1000} s`, { cause })
  }
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
