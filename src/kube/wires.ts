import type { Socket } from 'node:net'
import { HttpMethod, type KubeConfig, RequestContext } from '@kubernetes/client-node'
import { Agent, buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici'
import type { Reading } from './connection.ts'
import { given } from './given.ts'
import type { Lanes } from './slots.ts'

/**
 * Connections, apart for calls, for urgent calls and for watches: a watch has one to itself, for as long
 * as it lasts, and urgent calls wait for no connection that others have begun.
 */
export type Wires = {
  readonly ordinary: Dispatcher
  readonly urgent: Dispatcher
  readonly watches: Dispatcher
  /** Resolves once all that is under way has ended. */
  readonly close: () => Promise<void>
  /** Ends all that is under way, at once. */
  readonly destroy: () => Promise<void>
}

export async function connect(reading: Reading, config: KubeConfig, lanes: Lanes): Promise<Wires> {
  const begun = new Set<Socket>()
  const make = (limits: Limits) => dispatcherFor(reading, config, limits, begun)
  const ordinary = await make({ connections: lanes.ordinary })
  const urgent = await make({ connections: lanes.urgent })
  const watches = await make({})
  const all = [ordinary, urgent, watches]
  return {
    ...{ ordinary, urgent, watches },
    async close() {
      await Promise.allSettled(all.map((dispatcher) => dispatcher.close()))
    },
    async destroy() {
      const ends = all.map((dispatcher) => dispatcher.destroy())
      for (const socket of begun) socket.destroy()
      await Promise.allSettled(ends)
    },
  }
}

type Limits = { readonly connections?: number }

async function dispatcherFor(
  { wire }: Reading,
  config: KubeConfig,
  limits: Limits,
  begun: Set<Socket>,
): Promise<Dispatcher> {
  const options = { ...common, ...limits }
  switch (wire.type) {
    case 'proxy': {
      const { uri, requestTls } = wire
      const tls = { requestTls: given(requestTls), connectTimeout }
      return new ProxyAgent({ ...options, uri, ...tls, clientFactory: toProxy })
    }
    case 'socks':
      return bySocks(config)
    case 'agent':
      return new Agent({ ...options, connect: connecting(given(wire.connect), begun) })
    case 'none': {
      const keepAlive = { keepAlive: true, keepAliveInitialDelay: 30_000 }
      return new Agent({ ...options, connect: connecting(keepAlive, begun) })
    }
  }
}

/**
 * HTTP/1.1, though servers offer HTTP/2: there, one connection would carry all calls and all watches,
 * and its stall would be theirs, the lease's too. Kubernetes keeps an idle connection for 90 s: whoever
 * lets go first need not find it closed. How long a call may take is the caller's affair.
 */
const common = { allowH2: false, keepAliveTimeout: 30_000, headersTimeout: 0, bodyTimeout: 0 }

/** The end of a call does not end the connection that it began, so a stalled one keeps others waiting. */
const connectTimeout = 3000

/** A proxy must say in that time, too, whether it lets through. */
const toProxy = (proxy: URL, options: object) =>
  new Pool(proxy, { ...options, headersTimeout: connectTimeout })

/** Remembers what is under way: undici doesn't, so that to destroy it would leave that alone. */
function connecting(
  options: buildConnector.BuildOptions,
  begun: Set<Socket>,
): buildConnector.connector {
  const make = buildConnector({ ...options, allowH2: false, timeout: connectTimeout })
  return (to, done) => {
    // It returns the socket, which its types pass over.
    const socket = make(to, (...result) => {
      begun.delete(socket)
      done(...result)
    }) as unknown as Socket
    begun.add(socket)
    socket.on('close', () => begun.delete(socket))
  }
}

/** Only the client knows how, and says so only where it dresses a request. */
async function bySocks(config: KubeConfig): Promise<Dispatcher> {
  const context = new RequestContext('http://unused', HttpMethod.GET)
  await config.applySecurityAuthentication(context)
  const dispatcher = context.getDispatcher()
  if (dispatcher === undefined) throw new Error('the client made no way through the SOCKS proxy')
  return dispatcher
}
