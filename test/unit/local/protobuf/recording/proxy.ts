import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Access } from '../../../../cluster/client.ts'
import { exchange, type Message } from './exchange.ts'

/** Stands before an API server, on this machine and without TLS, and remembers what was sent. */
export async function startProxy(access: Access) {
  const sent: Message[] = []

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = request
    const { host: _, connection: __, ...headers } = request.headers as Message['headers']
    const message = { method, path, headers, body: await buffer(request) }
    sent.push(message)
    const answer = await exchange(access, message)
    response.writeHead(answer.status, answer.headers)
    response.end(answer.body)
  }

  const server = createServer((request, response) => {
    pass(request, response).catch((cause: unknown) => response.destroy(cause as Error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = Object(server.address())
  return { sent, url: `http://127.0.0.1:${port}`, close: () => server.close() }
}
