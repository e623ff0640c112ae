import type { Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { connectionTimeout, keepAliveTimeout } from '../../../http/times.ts'
import { openReply, type StraightReply } from './reply.ts'
import { requestIn, type StraightRequest } from './request.ts'

export type StraightPorts = {
  readonly mostBody: number
  /** A request that is not for this way, by what it asks for. */
  readonly isElsewhere: (url: string) => boolean
  readonly take: (request: StraightRequest, reply: StraightReply) => void
  /** From now on it is Node's; what was read of it is not lost. */
  readonly handOver: () => void
  readonly closed: () => void
  readonly isClosing: () => boolean
}

export type StraightConnection = ReturnType<typeof openStraight>

/**
 * A connection whose requests come straight, one after the other. The first that is not as plain as predictions are goes to
 * Node with all that follows, such as one that comes before the one before is answered; and so does one that is not here as
 * a whole in time: who trickles is for Node to judge.
 */
export function openStraight(socket: Socket, ports: StraightPorts) {
  let held: Buffer = none
  let reply: StraightReply | undefined
  let since = performance.now()
  let isFresh = true

  const end = () => socket.end() // who closes his half has left
  socket.setTimeout(connectionTimeout)
  const hears = { data: came, end, timeout: destroy, error: destroy, drain, close }
  for (const [event, hear] of Object.entries(hears)) socket.on(event, hear)

  function came(bytes: Buffer): void {
    if (!socket.writable) return // nobody would be answered
    const all = held.length === 0 ? bytes : Buffer.concat([held, bytes])
    if (reply === undefined) next(all)
    else {
      held = all
      socket.pause() // its turn comes
    }
  }

  function next(bytes: Buffer): void {
    const found = requestIn(bytes, ports.mostBody)
    if (found === 'More') hold(bytes)
    else if (found === 'NotStraight' || ports.isElsewhere(found.url)) handOver(bytes)
    else {
      held = none
      isFresh = false
      reply = openReply(socket, over)
      ports.take(found, reply)
    }
  }

  function hold(bytes: Buffer): void {
    if (held.length === 0) since = performance.now()
    held = bytes
  }

  function over(isKept: boolean): void {
    reply = undefined
    since = performance.now()
    if (socket.destroyed) return
    if (!isKept || ports.isClosing()) socket.destroySoon()
    else if (socket.isPaused()) handOver(held)
  }

  function handOver(bytes: Buffer): void {
    held = none
    for (const [event, hear] of Object.entries(hears)) socket.off(event, hear)
    socket.setTimeout(0)
    ports.closed()
    socket.pause()
    socket.unshift(bytes)
    ports.handOver()
    socket.resume()
  }

  function destroy(): void {
    socket.destroy()
  }

  function drain(): void {
    reply?.drained()
  }

  function close(): void {
    ports.closed()
    reply?.closed()
  }

  return {
    destroy,
    /** Ends it between two requests: the first of a new one may be on its way. */
    endIdle(): void {
      if (reply === undefined && held.length === 0 && !isFresh) socket.destroySoon()
    },
    /** What has waited too long. */
    sweep(now: number): void {
      if (reply !== undefined) return
      if (held.length > 0 && now - since > mostPartialMs) handOver(held)
      else if (now - since > keepAliveTimeout) destroy()
    },
  }
}

const none = Buffer.alloc(0)

/** A request comes in a few pieces, or it is slow. */
const mostPartialMs = 1_000
