import type { ClientRequest, IncomingMessage } from 'node:http'
import { Agent, request as send } from 'node:https'
import type { Access } from '../client.ts'

type Upstream = {
  /** Sends the head of a request on; the body is the caller's to send. */
  readonly forward: (asked: IncomingMessage) => ClientRequest
  readonly close: () => void
}

/**
 * The server behind the proxy. It hears the client's own headers; where `access` has a client certificate
 * it is shown to the server.
 */
export function connectUpstream(access: Access, without: readonly string[]): Upstream {
  const { ca, cert, key, insecure } = access
  const verify = { ca, cert, key, rejectUnauthorized: insecure !== true }
  // An idle connection is left before the server leaves it: else it might leave under a request.
  const agent = new Agent({ keepAlive: true, timeout: 30_000, ...verify })
  const { hostname, port, host, pathname } = new URL(access.url)
  const folder = pathname.replace(/\/$/, '')

  function forward({ method, url, rawHeaders }: IncomingMessage): ClientRequest {
    // How long to keep a connection is a matter between neighbours.
    const kept = headersWithout(rawHeaders, ['host', 'connection', 'keep-alive', ...without])
    const headers = [...kept, 'Host', host]
    return send({ agent, hostname, port, path: folder + url, method, headers })
  }

  return { forward, close: () => agent.destroy() }
}

/** Of headers as they came, names and values in turn, all but those of these names. */
export function headersWithout(raw: readonly string[], names: readonly string[]): string[] {
  return raw.filter((_, at) => !names.includes((raw[at - (at % 2)] ?? '').toLowerCase()))
}
