import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { promisify } from 'node:util'
import { ContenderError } from '../../errors.ts'
import { sentBytes } from '../../http/body.ts'
import { createBudget } from '../../http/budget.ts'
import { type Address, listening } from '../../http/listening.ts'
import { refuseSocket } from '../../http/refused-socket.ts'
import { connectionTimeout, keepAliveTimeout, requestTimeout } from '../../http/times.ts'
import { writeFailure } from '../forwarding/answering.ts'
import type { Incoming } from '../forwarding/predicting.ts'
import type { Reply } from '../forwarding/reply.ts'
import { together } from '../forwarding/together.ts'
import { isForOutcomes } from '../outcomes/path.ts'
import { createStraightWay } from './straight/way.ts'

export type FrontSettings = {
  /** Of one body. */
  readonly bodyBytes: number
  /** Of all that are held at a time. */
  readonly memoryBytes: number
  /** Requests under way at a time. */
  readonly mostRequests: number
}

export type FrontPorts = {
  /** A request that is here as a whole; says once that nobody needs its body any more. */
  readonly take: (incoming: Incoming) => void
  /** One that brings outcomes, its body not read yet. */
  readonly outcomes: (message: IncomingMessage, response: ServerResponse) => void
  /** One that was refused at the door, by the name of the failure. */
  readonly refused: (code: string) => void
}

/** What clients talk to. Bare HTTP: here every microsecond is paid for by each prediction. */
export function createFront(settings: FrontSettings, { take, outcomes, refused }: FrontPorts) {
  const { bodyBytes, memoryBytes, mostRequests } = settings
  const budget = createBudget(memoryBytes)
  const inside = new Set<Reply>()
  let [isLeaving, isClosing] = [false, false]

  const server = createServer(
    { ...{ requestTimeout, keepAliveTimeout, requireHostHeader: false }, maxHeaderSize: 16_384 },
    (message, response) => {
      if (enter(response)) bring(message, response)
      else message.resume()
    },
  )
  server.timeout = connectionTimeout
  server.on('clientError', refuseSocket)
  server.on('checkExpectation', (message, response) => server.emit('request', message, response))

  /** What is as plain as predictions are goes past Node's parser and streams: they take a fifth of all that a prediction costs. */
  const straight = createStraightWay({
    mostBody: bodyBytes,
    isElsewhere: isForOutcomes,
    take(request, response) {
      if (!enter(response)) return
      const { over, room } = stay(response)
      try {
        room(request.body.length)
        const { body } = request
        together(() => take({ message: request, response, body, done: over }))
      } catch (cause) {
        over()
        refuse(response, cause)
      }
    },
    isClosing: () => isClosing,
  })
  const nodes = server.listeners('connection') as ((socket: Socket) => void)[]
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) =>
    straight.open(socket, () => {
      for (const listener of nodes) listener.call(server, socket)
    }),
  )

  /** False where it is refused. */
  function enter(response: Reply): boolean {
    if (isLeaving) response.shouldKeepAlive = false
    if (inside.size < mostRequests) return true
    const why = `${inside.size} requests are under way already`
    refuse(response, new ContenderError('Overloaded', why))
    return false
  }

  /** As long as anything of it is needed. */
  function stay(response: Reply) {
    let held = 0
    let parts = 2 // its connection, and what becomes of it: callers may leave before
    inside.add(response)
    const over = () => {
      parts--
      if (parts !== 0) return
      inside.delete(response)
      budget.give(held)
    }
    const room = (bytes: number) => {
      budget.take(bytes)
      held += bytes
    }
    response.once('close', over)
    return { over, room }
  }

  function bring(message: IncomingMessage, response: ServerResponse): void {
    const { over, room } = stay(response)
    // Its head may have been on its way before anybody thought of leaving.
    response.once('close', () => isClosing && setImmediate(() => server.closeIdleConnections()))
    if (isForOutcomes(message.url)) {
      over()
      outcomes(message, response)
      return
    }
    sentBytes(message, bodyBytes, room).then(
      (body) => together(() => take({ message, response, body, done: over })),
      (cause) => {
        over()
        refuse(response, cause)
      },
    )
  }

  function refuse(response: Reply, cause: unknown): void {
    refused(writeFailure(response, cause))
  }

  async function listen({ host, port }: Address): Promise<string> {
    const begun = new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host, port }, resolve)
    })
    await listening({ host, port }, begun)
    const address = server.address()
    if (typeof address !== 'object' || address === null) throw new Error('it listens nowhere')
    return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
  }

  return {
    listen,
    bodyBytes: budget.taken,
    connections: () => promisify(server.getConnections).call(server),
    /** Answers end their connections from now on, those to requests under way too. */
    leave() {
      isLeaving = true
      for (const response of inside) response.shouldKeepAlive = false
    },
    /** Takes no more; resolves once all that is under way has ended. */
    close: () =>
      new Promise<void>((resolve) => {
        isClosing = true
        server.close(() => resolve())
        server.closeIdleConnections()
        straight.endIdle()
      }),
    cut() {
      server.closeAllConnections()
      straight.cut()
    },
  }
}
