import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { chance } from '../../chance.ts'

/** Bytes by chance, the same for the same seed. */
export function bytesBy(seed: number, length: number): Buffer {
  const random = chance(seed)
  const bytes = Buffer.alloc(length)
  for (let at = 0; at < length; at += 4)
    bytes.writeInt32LE((random() * 2 ** 32) | 0, Math.min(at, length - 4))
  return bytes
}

export const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

export type Stored = {
  readonly bytes: Buffer
  readonly etag?: string
  readonly modified?: string
}

/** What goes wrong with one answer; `undefined`: nothing. */
export type Fault = {
  /** Instead of the file. */
  readonly status?: number
  /** Beside, or in place of, the usual ones; `''` takes one away. */
  readonly headers?: { readonly [name: string]: string }
  readonly body?: string
  /** The connection ends after so many bytes of the body. */
  readonly cutAfter?: number
  /** Nothing more comes after so many bytes of the body; -1: not even the head. */
  readonly stallAfter?: number
  /** Ranges are not known. */
  readonly isPlain?: boolean
  /** In pieces without a length. */
  readonly isChunked?: boolean
}

export type Store = Awaited<ReturnType<typeof startStore>>

type Pair = { readonly cert: string; readonly key: string }

/** A server of files as a good one is, but for the faults: one for each request, the first for the first. */
export async function startStore(pair?: Pair) {
  const files = new Map<string, Stored>()
  const faults: (Fault | undefined)[] = []
  const asked: Asked[] = []
  const act = (request: IncomingMessage, response: ServerResponse) => {
    const { url = '', headers } = request
    asked.push({ url, headers })
    answer(request, response, files.get(new URL(url, 'http://x').pathname), faults.shift())
  }
  const server: Server =
    pair === undefined ? createServer(act) : createSecureServer({ ...pair }, act)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  onTestFinished(close)
  const { port } = server.address() as AddressInfo
  const connections = () =>
    new Promise<number>((resolve) => server.getConnections((_, n) => resolve(n)))
  const at = (path: string) => `${pair === undefined ? 'http' : 'https'}://127.0.0.1:${port}${path}`
  return { files, faults, asked, at, port, connections, close }
}

type Asked = { readonly url: string; readonly headers: IncomingMessage['headers'] }

function answer(
  { headers: asked }: IncomingMessage,
  response: ServerResponse,
  file: Stored | undefined,
  fault: Fault = {},
): void {
  if (fault.stallAfter === -1) return
  const { status = file === undefined ? 404 : undefined } = fault
  if (file !== undefined && status === undefined) answerWith(file, asked, response, fault)
  else response.writeHead(status ?? 404, { ...fault.headers }).end(fault.body ?? '')
}

function answerWith(
  file: Stored,
  asked: IncomingMessage['headers'],
  response: ServerResponse,
  fault: Fault,
): void {
  const from = fault.isPlain === true ? 0 : fromIn(asked, file)
  if (isSame(asked, file)) {
    response.writeHead(304, tagsOf(file)).end()
  } else if (from > 0 && from >= file.bytes.length) {
    response.writeHead(416, tagsOf(file)).end()
  } else {
    response.writeHead(from > 0 ? 206 : 200, headersOf(file, from, fault))
    send(response, file.bytes.subarray(from), fault)
  }
}

function headersOf(file: Stored, from: number, { isChunked, headers }: Fault) {
  const size = file.bytes.length
  const length = isChunked === true ? '' : `${size - from}`
  const range = from > 0 ? `bytes ${from}-${size - 1}/${size}` : ''
  const usual = { ...tagsOf(file), 'content-length': length, 'content-range': range }
  const kept = Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== '')
  return Object.fromEntries(kept)
}

const tagsOf = ({ etag, modified }: Stored) => ({
  'content-type': 'application/octet-stream',
  ...(etag !== undefined && { etag }),
  ...(modified !== undefined && { 'last-modified': modified }),
})

function send(response: ServerResponse, bytes: Buffer, { cutAfter, stallAfter }: Fault): void {
  const until = cutAfter ?? stallAfter
  response.flushHeaders()
  if (until === undefined) response.end(bytes)
  else response.write(bytes.subarray(0, until))
  if (cutAfter !== undefined) response.socket?.end()
}

function isSame(asked: IncomingMessage['headers'], { etag, modified }: Stored): boolean {
  const [none, since] = [asked['if-none-match'], asked['if-modified-since']]
  if (none !== undefined) return none === etag
  return since !== undefined && since === modified
}

function fromIn(asked: IncomingMessage['headers'], { etag }: Stored): number {
  const [, from = '0'] = /^bytes=(\d+)-$/.exec(asked.range ?? '') ?? []
  const condition = asked['if-range']
  return condition === undefined || condition === etag ? Number(from) : 0
}
