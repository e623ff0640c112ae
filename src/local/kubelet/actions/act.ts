import { saidBy } from '../../../errors.ts'
import type { Clock } from '../../../reconciler/clock.ts'
import { within } from '../../../reconciler/within.ts'
import type { Action, Container } from '../pod/spec.ts'
import { NoStart, type Spawner } from '../processes/spawner.ts'
import { type PortMap, realPort } from '../program/ports.ts'
import type { Prepared } from '../program/program.ts'
import { runBeside } from './beside.ts'
import { httpProblem, type Target } from './http.ts'
import { tcpProblem } from './tcp.ts'

/** A container that something is asked of. */
export type Asked = {
  readonly container: Container
  readonly prepared: Prepared
  readonly ports: PortMap
  readonly address: string
}

type Ports = { readonly spawner: Spawner; readonly clock: Clock }

/**
 * Does what a probe or a hook says; returns what went wrong, and `undefined` where all is well. Rejects
 * only with the reason of the signal, and on a bug.
 */
export function createAct({ spawner, clock }: Ports) {
  const kinds: {
    readonly [kind in 'exec' | 'httpGet' | 'tcpSocket' | 'sleep']: (
      action: NonNullable<Action[kind]>,
      asked: Asked,
      signal: AbortSignal,
    ) => Promise<string | undefined>
  } = {
    async exec({ command = [] }, { prepared }, signal) {
      const { exitCode, output } = await runBeside(spawner, prepared.beside(command), signal)
      return exitCode === 0 ? undefined : `it ended with exit code ${exitCode}: ${output}`
    },
    async httpGet(action, asked, signal) {
      const target = targetOf(action, asked)
      return typeof target === 'string' ? target : httpProblem(action, target, signal)
    },
    async tcpSocket(action, asked, signal) {
      const target = targetOf(action, asked)
      return typeof target === 'string' ? target : tcpProblem(target, signal)
    },
    async sleep({ seconds }, _, signal) {
      await clock.sleep(seconds * 1000, signal)
      return undefined
    },
  }

  async function act(
    { exec, httpGet, tcpSocket, sleep }: Action,
    asked: Asked,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    if (exec !== undefined) return kinds.exec(exec, asked, signal)
    if (httpGet !== undefined) return kinds.httpGet(httpGet, asked, signal)
    if (tcpSocket !== undefined) return kinds.tcpSocket(tcpSocket, asked, signal)
    return sleep && kinds.sleep(sleep, asked, signal)
  }

  return async function problemWith(
    action: Action,
    asked: Asked,
    limitMs: number,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    try {
      return await within(limitMs, clock, (inner) => act(action, asked, inner), signal)
    } catch (cause) {
      signal.throwIfAborted()
      if (cause instanceof NoStart || isForeseen(cause)) return saidBy(cause)
      throw cause
    }
  }
}

export type ProblemWith = ReturnType<typeof createAct>

/** Connections fail, and take too long. */
const isForeseen = (cause: unknown): boolean =>
  Object(cause).name === 'TooLate' || typeof Object(cause).code === 'string'

type At = { readonly host?: string; readonly port: number | string }

/** Where it listens; a host that is named is somewhere else, and its port is what it says. */
function targetOf({ host, port }: At, { container, ports, address }: Asked): Target | string {
  const isElsewhere = host !== undefined && host !== ''
  const real = realPort(port, container, isElsewhere ? {} : ports)
  return real === undefined
    ? `no port is named ${port}`
    : { host: isElsewhere ? host : address, port: real }
}
