import type { LookupAddress } from 'node:dns'
import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import type { LookupFunction } from 'node:net'
import { getCACertificates } from 'node:tls'
import type { Clock } from '../reconciler/clock.ts'
import { Again, failedOnTheWay } from './failures.ts'
import { inTime, paced } from './pace.ts'
import { bareName, type Policy } from './policy.ts'
import type { Limits } from './settings.ts'

export type WirePorts = {
  readonly policy: Policy
  readonly limits: Limits
  readonly clock: Clock
  /** All addresses that a name has just now. */
  readonly lookup: (name: string) => Promise<readonly LookupAddress[]>
}

/** One GET. */
type Ask = {
  readonly url: URL
  /** As it goes out: a URL would walk up `..`, and encode in its own way. */
  readonly path: string
  readonly headers: { readonly [name: string]: string }
  /** An authority to trust beside the usual ones, as PEM. */
  readonly ca?: string | undefined
  readonly told: string
  readonly signal: AbortSignal
}

export type Answer = {
  readonly status: number
  readonly header: (name: string) => string | undefined
  /** To be read once. */
  readonly chunks: AsyncIterable<Buffer>
  /** Whoever doesn't read it to the end says so. */
  readonly close: () => void
}

export type Send = (ask: Ask) => Promise<Answer>

/**
 * Each on a connection of its own, which goes to no address that the policy forbids: a name is looked up
 * once, and what was looked at is what is connected to. Redirects are answers like any other.
 */
export function createWire({ policy, limits, clock, lookup }: WirePorts): Send {
  return async (ask) => {
    const { told, signal, url } = ask
    signal.throwIfAborted()
    policy.admitHost(url, told)
    const call = begin(ask, guarded(ask))
    const times = { clock, signal }
    try {
      await inTime(limits.connectMs, 'no connection', () => call.connected, times)
      const response = await inTime(limits.firstByteMs, 'no answer', () => call.answered, times)
      return answerOf(response, call, ask)
    } catch (cause) {
      call.close()
      throw failure(cause, ask)
    }
  }

  function guarded({ told }: Ask): LookupFunction {
    return (name, options, done) => {
      const admitted = async () => {
        const addresses = await lookup(name)
        for (const { address } of addresses) policy.admitAddress(address, name, told)
        const [first] = addresses
        if (first === undefined) throw new Again(`${name} has no address`)
        return { addresses: [...addresses], first }
      }
      const connect = ({ addresses, first }: Awaited<ReturnType<typeof admitted>>) =>
        options.all === true ? done(null, addresses) : done(null, first.address, first.family)
      void admitted().then(connect, (cause) => done(cause, []))
    }
  }

  function answerOf(response: IncomingMessage, call: Call, ask: Ask): Answer {
    async function* chunks() {
      try {
        yield* paced(response, limits, { clock, signal: ask.signal })
      } catch (cause) {
        throw failure(cause, ask)
      } finally {
        call.close()
      }
    }
    const { statusCode = 0, headers } = response
    const header = (name: string) => headers[name]?.toString()
    return { status: statusCode, header, chunks: chunks(), close: call.close }
  }
}

const failure = (cause: unknown, { signal, told }: Ask) =>
  signal.aborted ? signal.reason : failedOnTheWay(cause, told)

type Call = {
  readonly connected: Promise<void>
  readonly answered: Promise<IncomingMessage>
  readonly close: () => void
}

function begin({ url, path, headers, ca }: Ask, lookup: LookupFunction): Call {
  const isSecure = url.protocol === 'https:'
  const request: ClientRequest = (isSecure ? requestSecure : requestPlain)({
    host: bareName(url.hostname),
    port: url.port || (isSecure ? 443 : 80),
    path,
    headers: { ...usualHeaders, ...headers, host: url.host },
    agent: false,
    lookup,
    ...(ca !== undefined && { ca: [...getCACertificates('default'), ca] }),
  })
  const connected = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<IncomingMessage>()
  const fail = (cause: unknown) => {
    connected.reject(cause)
    answered.reject(cause)
  }
  connected.promise.catch(() => {}) // whoever waits hears of it
  answered.promise.catch(() => {})
  request.on('socket', (socket) => {
    socket.once(isSecure ? 'secureConnect' : 'connect', connected.resolve)
  })
  request.on('response', answered.resolve)
  request.on('error', fail)
  request.on('close', () => fail(new Again('the connection was closed without an answer')))
  request.end()
  const close = () => void request.destroy()
  return { connected: connected.promise, answered: answered.promise, close }
}

/** Bytes as they are: a digest is one of bytes. */
const usualHeaders = { 'user-agent': 'contender', accept: '*/*', 'accept-encoding': 'identity' }
