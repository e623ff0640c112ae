import type { Socket } from 'node:net'
import type { Reply } from '../../forwarding/reply.ts'
import { headOf, isChunkedBy } from './head.ts'

export type StraightReply = Reply & {
  readonly drained: () => void
  /** Its connection is no more. */
  readonly closed: () => void
}

/**
 * The answer to a request that came straight, as it goes over its connection. `over` is called once all of it has gone
 * out. What is written must be sound: heads of variants are, as their reader has seen to it.
 */
export function openReply(socket: Socket, over: (isKept: boolean) => void): StraightReply {
  const closing: (() => void)[] = []
  let draining: (() => void) | undefined
  let head: string | undefined
  let isBegun = false
  let isKept = true
  let isChunked = false
  let isEnded = false
  let isOver = false

  const reply: StraightReply = {
    req: post,
    shouldKeepAlive: true,
    get destroyed() {
      return isOver || !socket.writable
    },
    get headersSent() {
      return isBegun
    },
    writeHead(status, reason, headers) {
      isBegun = true
      isKept = reply.shouldKeepAlive
      isChunked = isChunkedBy(status, headers)
      head = headOf({ status, reason, headers, isKept, isChunked })
      return reply
    },
    write(chunk) {
      if (isEnded || reply.destroyed) return true
      return corked(() => sendChunk(chunk))
    },
    end,
    destroy: () => socket.destroy(),
    on(_, hear) {
      draining = hear
    },
    once(_, hear) {
      closing.push(hear)
    },
    drained: () => draining?.(),
    closed,
  }
  return reply

  function end(rest: Uint8Array | string = ''): typeof reply {
    if (isEnded || reply.destroyed) return reply
    isEnded = true
    const body = typeof rest === 'string' ? Buffer.from(rest) : rest
    if (head !== undefined && !isChunked && body.length <= mostWithHead) {
      socket.write(joined(head, body), sent)
      return reply
    }
    corked(() => {
      sendChunk(body)
      return socket.write(isChunked ? '0\r\n\r\n' : '', 'latin1', sent)
    })
    return reply
  }

  function sendChunk(chunk: Uint8Array): boolean {
    if (head !== undefined) socket.write(head, 'latin1')
    head = undefined
    if (chunk.length === 0) return true // as a chunk it would be the last
    if (!isChunked) return socket.write(chunk)
    socket.write(`${chunk.length.toString(16)}\r\n`, 'latin1')
    socket.write(chunk)
    return socket.write('\r\n', 'latin1')
  }

  function corked(write: () => boolean): boolean {
    socket.cork()
    try {
      return write()
    } finally {
      socket.uncork()
    }
  }

  function sent(): void {
    if (isOver) return
    closed()
    over(isKept)
  }

  function closed(): void {
    if (isOver) return
    isOver = true
    for (const hear of closing) hear()
  }
}

/** One write for both: a copy of so little costs less than another one. */
function joined(head: string, body: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(head.length + body.length)
  bytes.write(head, 'latin1')
  bytes.set(body, head.length)
  return bytes
}

const mostWithHead = 16_384

/** What comes straight is nothing else. */
const post = { method: 'POST' }
