import { connect } from 'node:net'
import { performance } from 'node:perf_hooks'
import { deadlineIn } from '../../forwarding/deadline.ts'
import { createReader, type Hears } from './reader.ts'
import type { Written } from './request.ts'

/** Who waits for an answer; after its head one of the last two is called, once. */
export type Listener = Hears & {
  readonly end: () => void
  /** `Unreachable` only where nothing was sent. */
  readonly failed: (why: 'Unreachable' | 'Broken') => void
}

export type ConnectionPorts = {
  readonly host: string
  readonly port: number
  /** How long it may take to be opened. */
  readonly connectMs: number
  /** It can take another request, for so long. */
  readonly idle: (connection: Connection, keepMs: number) => void
}

export type Connection = ReturnType<typeof openConnection>

const bufferBytes = 65_536

/** A connection to an endpoint: one request at a time, and nothing that was not asked for. */
export function openConnection({ host, port, connectMs, idle }: ConnectionPorts) {
  const reader = createReader()
  const buffer = Buffer.allocUnsafeSlow(bufferBytes)
  let waiting: Listener | undefined
  let toSend: Written | undefined
  let isOpen = false
  let isKept = false
  let isPaused = false

  const socket = connect({
    ...{ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 },
    onread: { buffer, callback: read },
  })
  const stopOpening = deadlineIn(connectMs, clock, () => socket.destroy())
  socket.on('connect', opened)
  socket.on('end', ended)
  socket.on('error', () => {}) // `close` follows
  socket.on('close', closed)

  const connection = {
    ...{ send, abort, pause },
    destroy: () => void socket.destroy(),
    isUsable: () => !socket.destroyed,
  }
  return connection

  function opened(): void {
    stopOpening()
    isOpen = true
    if (toSend === undefined) idle(connection, openedMs)
    else write(toSend)
    toSend = undefined
  }

  function send(written: Written, listener: Listener): void {
    waiting = listener
    reader.begin(listener, written.isForHead)
    if (isOpen) write(written)
    else toSend = written
  }

  function write({ bytes, body, isKept: mayBeKept }: Written): void {
    isKept = mayBeKept
    if (body === undefined) {
      socket.write(bytes)
      return
    }
    socket.cork()
    socket.write(bytes)
    socket.write(body)
    socket.uncork()
  }

  function read(length: number): boolean {
    if (waiting === undefined) {
      socket.destroy() // nothing was asked for
      return true
    }
    const came = reader.read(buffer.subarray(0, length))
    if (came === 'Broken') broken()
    else if (came === 'Whole') whole()
    return true
  }

  function whole(): void {
    if (isPaused) flow(false) // who comes next must hear
    const keepMs = isKept && socket.writableLength === 0 ? reader.keptMs() : 0
    const listener = over()
    if (keepMs > 0 && !socket.destroyed) idle(connection, keepMs)
    else socket.destroy()
    listener?.end()
  }

  function broken(): void {
    const listener = over()
    socket.destroy()
    listener?.failed(isOpen ? 'Broken' : 'Unreachable')
  }

  function ended(): void {
    if (waiting !== undefined && reader.ended() === 'Whole') whole()
    else socket.destroy()
  }

  function closed(): void {
    stopOpening()
    if (waiting !== undefined) broken()
  }

  function over(): Listener | undefined {
    const listener = waiting
    waiting = undefined
    reader.end()
    return listener
  }

  /** Nobody waits for the answer any more. What is only being opened may serve another one. */
  function abort(listener: Listener): void {
    if (waiting !== listener) return
    over()
    toSend = undefined
    if (isOpen) socket.destroy()
  }

  function pause(listener: Listener, isHeld: boolean): void {
    if (waiting === listener) flow(isHeld)
  }

  function flow(isHeld: boolean): void {
    isPaused = isHeld
    if (isHeld) socket.pause()
    else socket.resume()
  }
}

const clock = () => performance.now()

const openedMs = 4_000
