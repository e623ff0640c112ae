import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

type Took = {
  readonly method: string
  readonly url: string
  readonly rawHeaders: readonly string[]
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** How a variant answers what it took. */
export type Behaviour = (took: Took, response: ServerResponse) => void

/** Who answers, and with what body. */
export const says =
  (body: string | Buffer = 'ok', status = 200, headers: Record<string, string> = {}): Behaviour =>
  (_, response) => {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers })
    response.end(body)
  }

/** A model server of a test: what it does can be changed while it runs. It ends with the test. */
export async function startVariant(
  behaviour: Behaviour = says(),
  atEnd: (act: () => Promise<void>) => void = onTestFinished,
) {
  const took: Took[] = []
  let behaves = behaviour
  let isKeeping = true
  const server = createServer(async (message, response) => {
    const { method = '', url = '', rawHeaders, headers } = message
    const body = await buffer(message).catch(() => undefined)
    if (body === undefined) return
    const one = { method, url, rawHeaders, headers, body }
    if (isKeeping) took.push(one)
    behaves(one, response)
  })
  server.keepAliveTimeout = 0
  const address = await listening(server, 0)
  const port = Number(address.split(':')[1])

  async function kill(): Promise<void> {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  atEnd(kill)
  return {
    address,
    took,
    behave: (next: Behaviour) => {
      behaves = next
    },
    /** Keeps no more of what it takes. */
    forget: () => {
      isKeeping = false
    },
    /** At once, whatever is under way. */
    kill,
    revive: () => listening(server, port),
    server,
  }
}

export type Variant = Awaited<ReturnType<typeof startVariant>>

/** What answers anything but HTTP. */
export async function startStranger(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('data', () => answer(socket))
  })
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return listening(server, 0)
}

type Listener = Pick<ReturnType<typeof createSocketServer>, 'listen' | 'address' | 'once' | 'off'>

async function listening(server: Listener, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}
