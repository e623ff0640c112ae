import type { Socket } from 'node:net'
import { saidBy } from '../errors.ts'

/** What isn't HTTP has no request to answer. */
export function refuseSocket(cause: Error & { readonly code?: string }, socket: Socket): void {
  if (cause.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const isSlow = cause.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const isLong = cause.code === 'HPE_HEADER_OVERFLOW'
  const status = isSlow
    ? '408 Request Timeout'
    : isLong
      ? '431 Request Header Fields Too Large'
      : '400 Bad Request'
  const body = JSON.stringify({ error: `RequestInvalid: ${saidBy(cause)}`, code: 'RequestInvalid' })
  const head = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\n\r\n${body}`)
}
