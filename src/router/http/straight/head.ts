import { STATUS_CODES } from 'node:http'
import { keepAliveTimeout } from '../../../http/times.ts'

/** Whether the end of a body is told by its chunks, since nothing else does. */
export function isChunkedBy(status: number, headers: readonly string[]): boolean {
  return status !== 204 && status !== 304 && !has(headers, 'content-length')
}

type AnswerHead = {
  readonly status: number
  readonly reason: string | undefined
  readonly headers: readonly string[]
  readonly isKept: boolean
  readonly isChunked: boolean
}

/** A head as Node writes it. */
export function headOf({ status, reason, headers, isKept, isChunked }: AnswerHead): string {
  let head = `HTTP/1.1 ${status} ${reason ?? STATUS_CODES[status] ?? 'unknown'}\r\n`
  for (let at = 0; at < headers.length; at += 2) head += `${headers[at]}: ${headers[at + 1]}\r\n`
  if (!has(headers, 'date')) head += `date: ${new Date().toUTCString()}\r\n`
  return `${head}${isKept ? keptOn : 'connection: close\r\n'}${isChunked ? chunked : ''}\r\n`
}

const keptOn = `connection: keep-alive\r\nkeep-alive: timeout=${keepAliveTimeout / 1_000}\r\n`
const chunked = 'transfer-encoding: chunked\r\n'

/** Names are in small letters, as variants' are read and ours are written. */
function has(headers: readonly string[], name: string): boolean {
  for (let at = 0; at < headers.length; at += 2) if (headers[at] === name) return true
  return false
}
