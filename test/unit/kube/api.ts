import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { KubeConfig } from '@kubernetes/client-node'
import { onTestFinished } from 'vitest'
import { createDoor, type DoorOptions } from '../../../src/kube/door.ts'

export type Request = {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  readonly body: string
}
export type Respond = (request: Request, response: ServerResponse) => void

/** The little of an API server that a test needs: its answers, and what it was asked. */
export async function startApi(respond: Respond) {
  const seen: Request[] = []
  const sockets = { opened: 0, open: 0, busy: 0 }
  const server = createServer(async (incoming, response) => {
    const { method = '', headers } = incoming
    sockets.busy++
    response.on('close', () => sockets.busy--)
    const url = new URL(`http://api${incoming.url}`)
    const request = { method, url, headers, body: await text(incoming) }
    seen.push(request)
    respond(request, response)
  })
  server.on('connection', (socket) => {
    sockets.opened++
    sockets.open++
    socket.on('close', () => sockets.open--)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, seen, sockets, server }
}

export function json(response: ServerResponse, body: unknown, status = 200, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

export const refused = (code: number, more: object = {}) => ({ kind: 'Status', code, ...more })

export const object = (name: string, version: string | number, more: object = {}) => ({
  ...more,
  metadata: { namespace: 'city', name, uid: `uid-${name}`, resourceVersion: `${version}` },
})

/** The client refuses plain HTTP where it is not told that nobody need be known. */
export function configFor(url: string, user: object = {}): KubeConfig {
  const config = new KubeConfig()
  const cluster = { name: 'fake', server: url, skipTLSVerify: true }
  config.loadFromClusterAndUser(cluster, { name: 'operator', ...user })
  return config
}

export function openDoor(url: string, options: DoorOptions = {}) {
  const door = createDoor(() => configFor(url), options)
  onTestFinished(door.close)
  return door
}
