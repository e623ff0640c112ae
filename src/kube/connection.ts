import type { AgentOptions, RequestOptions } from 'node:https'
import {
  type DispatcherOptions,
  HttpMethod,
  type KubeConfig,
  RequestContext,
} from '@kubernetes/client-node'
import { Agent, type Dispatcher, ProxyAgent } from 'undici'

/** All that a call needs to know of a configuration, as it is now: files read, programs asked. */
export type Reading = {
  readonly origin: string
  /** Of every path: a server behind a gateway may not be at its root. */
  readonly prefix: string
  readonly headers: { readonly [name: string]: string }
  readonly wire: DispatcherOptions
}

export async function read(config: KubeConfig): Promise<Reading> {
  const cluster = config.getCurrentCluster()
  if (cluster === null) throw new Error('the kubeconfig names no cluster')
  const { origin, pathname } = new URL(cluster.server)
  const options: RequestOptions = {}
  await config.applyToHTTPSOptions(options)
  const wire = config.createDispatcherOptions(cluster, materialIn(options))
  return { origin, prefix: pathname.replace(/\/$/, ''), headers: headersIn(options), wire }
}

/** Two readings with the same text can share their connections. */
export const textOf = ({ origin, wire }: Reading): string => JSON.stringify([origin, wire])

/** Connections, apart for calls and for watches: a watch has one to itself, for as long as it lasts. */
export type Wires = { readonly calls: Dispatcher; readonly watches: Dispatcher }

export async function connect(
  reading: Reading,
  config: KubeConfig,
  connections: number,
): Promise<Wires> {
  const calls = await dispatcherFor(reading, config, { connections })
  return { calls, watches: await dispatcherFor(reading, config, {}) }
}

async function dispatcherFor(
  { wire }: Reading,
  config: KubeConfig,
  limits: { readonly connections?: number },
): Promise<Dispatcher> {
  const options = { ...common, ...limits }
  switch (wire.type) {
    case 'proxy': {
      const { uri, requestTls, connect } = wire
      const tls = { requestTls: given(requestTls), connect: given(connect) }
      return new ProxyAgent({ ...options, uri, ...tls })
    }
    case 'socks':
      return bySocks(config)
    case 'agent':
      return new Agent({ ...options, connect: given(wire.connect) })
    case 'none':
      return new Agent({ ...options, connect: { keepAlive: true, keepAliveInitialDelay: 30_000 } })
  }
}

/**
 * HTTP/1.1, though servers offer HTTP/2: there, one connection would carry all calls and all watches,
 * and its stall would be theirs, the lease's too. Kubernetes keeps an idle connection for 90 s: whoever
 * lets go first need not find it closed. How long a call may take is the caller's affair.
 */
const common = { allowH2: false, keepAliveTimeout: 30_000, headersTimeout: 0, bodyTimeout: 0 }

/** Only the client knows how, and says so only where it dresses a request. */
async function bySocks(config: KubeConfig): Promise<Dispatcher> {
  const context = new RequestContext('http://unused', HttpMethod.GET)
  await config.applySecurityAuthentication(context)
  const dispatcher = context.getDispatcher()
  if (dispatcher === undefined) throw new Error('the client made no way through the SOCKS proxy')
  return dispatcher
}

function headersIn({ headers, auth }: RequestOptions): { readonly [name: string]: string } {
  const basic = auth ? { authorization: `Basic ${Buffer.from(auth).toString('base64')}` } : {}
  const named = Object.entries(Object(headers)).map(([name, value]) => [
    name.toLowerCase(),
    `${value}`.trim(), // a token file may end with a line feed
  ])
  return { ...basic, ...Object.fromEntries(named), accept: 'application/json', 'user-agent': agent }
}

const agent = 'contender'

function materialIn(options: RequestOptions): AgentOptions {
  const { ca, cert, key, pfx, passphrase, rejectUnauthorized, servername } = options
  return given({ ca, cert, key, pfx, passphrase, rejectUnauthorized, servername })
}

type Given<T> = { [name in keyof T]: Exclude<T[name], undefined> }

/** Without the options that are there only as `undefined`. */
function given<T extends object>(options: T): Given<T> {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as Given<T>
}
