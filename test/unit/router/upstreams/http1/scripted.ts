import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Connections } from '../../../../../src/router/upstreams/http1/connections.ts'
import type { Sending } from '../../../../../src/router/upstreams/http1/request.ts'

/** What a server writes, piece by piece, and whether it then ends the connection. */
export type Script = { readonly pieces: readonly string[]; readonly ends: boolean }

/** Answers each head, whatever it asks for, with what is told next; `connections` are all that were made. */
export async function startScripted() {
  const sockets: Socket[] = []
  let script: Script = { pieces: [], ends: false }
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    socket.on('data', () => void play(socket, script))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    tell: (next: Script) => {
      script = next
    },
    connections: () => sockets.length,
    sockets,
  }
}

export type Scripted = Awaited<ReturnType<typeof startScripted>>

/** Each piece is read before the next one is written: they are in one process, and these are its turns. */
async function play(socket: Socket, { pieces, ends }: Script): Promise<void> {
  for (const [nth, piece] of pieces.entries()) {
    if (nth > 0) await turns(3)
    socket.write(piece, 'latin1')
  }
  if (ends) socket.end()
}

export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** All that can be told of an answer. */
export type Came =
  | { readonly status: number; readonly headers: readonly string[]; readonly body: string }
  | 'Broken'
  | 'Unreachable'

export const asked: Sending = { method: 'GET', path: '/', headers: [], body: undefined }

export const cameOf = (connections: Connections, sending: Sending = asked) =>
  new Promise<Came>((resolve) => {
    let [status, headers]: [number, readonly string[]] = [0, []]
    const pieces: Buffer[] = []
    connections.send(sending, 10_000, {
      head: (head) => {
        status = head.status
        headers = head.headers
      },
      piece: (bytes) => void pieces.push(bytes),
      end: () => resolve({ status, headers, body: Buffer.concat(pieces).toString('latin1') }),
      failed: resolve,
    })
  })
