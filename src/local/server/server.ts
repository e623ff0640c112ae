import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { ContenderError, saidBy } from '../../errors.ts'
import type { Secrets } from './access.ts'
import { createGate } from './gate.ts'
import { createListener, type HttpPorts } from './http.ts'

export type ServerPorts = Omit<HttpPorts, 'check' | 'stopped'> & { readonly secrets: Secrets }

export type ApiServer = {
  readonly url: string
  /** Ends all streams, finishes what is under way, and is gone. */
  readonly stop: () => Promise<void>
}

const loopback = '127.0.0.1'

/** The API on loopback, over TLS, since kubectl sends its token over nothing else. Port 0 is any that is free. */
export async function startServer(
  { secrets, ...ports }: ServerPorts,
  port = 0,
): Promise<ApiServer> {
  const stopping = new AbortController()
  let names: readonly string[] = []
  const check = createGate(secrets.token, () => names)
  const { cert, key } = secrets
  const listener = createListener({ ...ports, check, stopped: stopping.signal })
  const server = createServer({ cert, key, keepAliveTimeout: 60_000 }, listener)
  const taken = await listening(server, port)
  names = [`${loopback}:${taken}`, `localhost:${taken}`]

  async function stop(): Promise<void> {
    stopping.abort()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeIdleConnections()
    const late = setTimeout(() => server.closeAllConnections(), patienceMs)
    await closed
    clearTimeout(late)
  }

  return { url: `https://${loopback}:${taken}`, stop }
}

/** For requests under way when it is told to stop. */
const patienceMs = 1_000

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const what = `cannot listen on ${loopback}:${port}: ${saidBy(cause)}`
      reject(new ContenderError('AddressInvalid', what, { cause }))
    })
    server.listen(port, loopback, () => resolve((server.address() as AddressInfo).port))
  })
}
