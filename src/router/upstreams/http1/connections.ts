import { performance } from 'node:perf_hooks'
import { byEndOfTurn, together } from '../../forwarding/together.ts'
import { type Connection, type Listener, openConnection } from './connection.ts'
import { type Sending, written } from './request.ts'

/** A request that was sent, or is about to be. */
export type Call = {
  readonly abort: () => void
  /** Whether the answer is to wait. */
  readonly pause: (isHeld: boolean) => void
}

export type Connections = ReturnType<typeof openConnections>

/**
 * The connections to one endpoint: as many as there are requests under way, and those that wait for more. The one that
 * was used last is taken first, so that those too many get old. A request goes out at the end of the turn: by then is read
 * what came meanwhile on those that wait, such as their end.
 */
export function openConnections(address: string) {
  const { hostname, port } = new URL(`http://${address}`)
  const place = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) }
  let waiting: Waiting[] = []
  let sweep: NodeJS.Timeout | undefined
  let isClosed = false

  /** `withinMs`: how long the answer may take in all. */
  function send(sending: Sending, withinMs: number, listener: Listener): Call {
    const request = written(sending, address)
    if (request === undefined) {
      listener.failed('Broken')
      return noCall
    }
    let connection: Connection | undefined
    let isOver = false
    byEndOfTurn(() => {
      if (isOver) return
      if (isClosed) {
        listener.failed('Unreachable')
        return
      }
      connection = taken() ?? openConnection({ ...place, idle, connectMs: connectMs(withinMs) })
      connection.send(request, listener)
    })
    return {
      abort() {
        isOver = true
        connection?.abort(listener)
      },
      pause: (isHeld) => connection?.pause(listener, isHeld),
    }
  }

  function taken(): Connection | undefined {
    const now = performance.now()
    for (;;) {
      const last = waiting.pop()
      if (last === undefined) return undefined
      if (last.until > now && last.connection.isUsable()) return last.connection
      last.connection.destroy()
    }
  }

  /**
   * Servers that end a connection with their answer, and did not say so, have done it by the end of the next turn: what lies behind
   * an answer is read no sooner.
   */
  function idle(connection: Connection, keepMs: number): void {
    const until = performance.now() + keepMs
    together(() => void setImmediate(() => wait({ connection, until })))
  }

  function wait(idle: Waiting): void {
    if (!idle.connection.isUsable()) return
    waiting.push(idle)
    if (isClosed) close()
    else sweep ??= setInterval(endOld, sweepMs).unref()
  }

  function endOld(): void {
    const now = performance.now()
    const [old, good] = [[] as Waiting[], [] as Waiting[]]
    for (const each of waiting)
      (each.until > now && each.connection.isUsable() ? good : old).push(each)
    waiting = good
    for (const { connection } of old) connection.destroy()
    if (waiting.length > 0) return
    clearInterval(sweep)
    sweep = undefined
  }

  /** Lets what is under way end. */
  function close(): void {
    isClosed = true
    clearInterval(sweep)
    for (const { connection } of waiting) connection.destroy()
    waiting = []
  }

  return { send, close }
}

const noCall: Call = { abort: () => {}, pause: () => {} }

type Waiting = { readonly connection: Connection; readonly until: number }

const sweepMs = 1_000

/** A pod that is gone must not cost all the time there is: then there is some left for another one. */
const connectMs = (withinMs: number) => Math.min(1_000, Math.max(100, withinMs / 3))
