import type { AgentOptions, RequestOptions } from 'node:https'
import type { DispatcherOptions, KubeConfig } from '@kubernetes/client-node'
import { clusterOf } from './config.ts'
import { given } from './given.ts'

/** All that a call needs to know of a configuration, as it is now: files read, programs asked. */
export type Reading = {
  readonly origin: string
  /** Of every path: a server behind a gateway may not be at its root. */
  readonly prefix: string
  readonly headers: { readonly [name: string]: string }
  readonly wire: DispatcherOptions
}

export async function read(config: KubeConfig): Promise<Reading> {
  const { cluster, url } = clusterOf(config)
  const options: RequestOptions = {}
  await config.applyToHTTPSOptions(options)
  const wire = config.createDispatcherOptions(cluster, materialIn(options))
  const prefix = url.pathname.replace(/\/$/, '')
  return { origin: url.origin, prefix, headers: headersIn(options), wire }
}

/** Two readings with the same text can share their connections. */
export const textOf = ({ origin, wire }: Reading): string => JSON.stringify([origin, wire])

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
