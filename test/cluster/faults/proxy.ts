import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOwnCertificate } from '../../../src/local/server/certificate.ts'
import { chance } from '../../chance.ts'
import type { Access } from '../client.ts'
import { writeKubeconfig } from '../server/credentials.ts'
import { refuse, unauthorized } from './answers.ts'
import { exchange, type OpenWatch } from './exchange.ts'
import { type Growing, type Kind, kinds, roleOf, type Seen } from './faults.ts'
import { createGate } from './gate.ts'
import type { LineKind } from './lines.ts'
import { createFaultPlan, type Most, type Rates, type Wish } from './plan.ts'
import { connectUpstream } from './upstream.ts'

type Options = {
  /** The server to stand in front of. */
  readonly access: Access
  /** Faults by chance: none, if left out. */
  readonly rates?: Rates
  readonly random?: () => number
  /** Where chance has its bounds: up to 5 lines of a watch pass, an answer is delayed up to 200 ms. */
  readonly most?: Partial<Most>
}

/** `refused`: connections that were broken or refused because the proxy was down. */
type Counts = Record<Kind | 'refused', number>

export type FaultProxy = {
  /** Reaches the same server by way of the proxy. */
  readonly access: Access & { readonly token: string }
  /** How often each fault was injected; what was only planned is not in it. Goes on counting. */
  readonly counts: Readonly<Counts>
  /** All that came, in its order, failed or not. Goes on growing. */
  readonly requests: readonly Seen[]
  readonly setRates: (rates: Rates) => void
  /** The next request that it may hit, and that matches, meets this fault. */
  readonly inject: (kind: Kind, wish?: Wish) => void
  /** Forgets rates and wishes, also what is yet to strike a running watch. What is silent stays so. */
  readonly calm: () => void
  /** Hits the watches that flow now, all of them or those that match; says how many. */
  readonly strike: (kind: LineKind, match?: (watch: Seen) => boolean) => number
  /** Resets all connections, and each new one, until `up`. */
  readonly down: () => void
  readonly up: () => void
  /** Breaks what is open, and leaves no socket, timer or file. */
  readonly close: () => Promise<void>
}

/**
 * Stands in front of an API server, on loopback, and harms what passes: by chance, by wish, or not at all,
 * to count requests. It speaks TLS, since kubectl sends its token over nothing else.
 */
export async function startFaultProxy(options: Options): Promise<FaultProxy> {
  const { access, rates = {}, random = chance(1), most } = options
  const plan = createFaultPlan(random, { afterLines: 5, delayMs: 200, ...most })
  plan.setRates(rates)
  const counts = noCounts()
  const requests: Seen[] = []
  const watches = new Set<OpenWatch>()
  // Where a certificate is all that the server asks for, clients show us a token in place of it.
  const ours = access.token === undefined ? randomBytes(24).toString('hex') : undefined
  const upstream = connectUpstream(access, ours === undefined ? [] : ['authorization'])

  const { cert, key } = createOwnCertificate()
  const server = createServer({ cert, key, keepAliveTimeout: 0 }, serve)
  const gate = createGate(server, () => (counts.refused += 1))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const folder = await mkdtemp(join(tmpdir(), 'contender-fault-proxy-'))
  const reached = { url, token: access.token ?? ours ?? '', ca: cert }
  const kubeconfig = await writeKubeconfig(folder, reached)

  function serve(asked: IncomingMessage, answer: ServerResponse): void {
    const seen = seenOf(asked)
    requests.push(seen)
    const hit = (kind: Kind) => {
      counts[kind] += 1
      seen.hits = [...seen.hits, kind]
    }
    if (ours !== undefined && asked.headers.authorization !== `Bearer ${ours}`) {
      refuse(answer, unauthorized, seen)
      return
    }
    const reset = () => gate.reset(asked.socket)
    const { forward } = upstream
    exchange(asked, answer, { seen, fault: plan.next(seen), forward, reset, hit, watches })
  }

  function calm(): void {
    plan.calm()
    for (const { disarm } of watches) disarm()
  }

  function strike(kind: LineKind, match: (watch: Seen) => boolean = () => true): number {
    const wanted = [...watches].filter(({ seen }) => match(seen))
    return wanted.filter((watch) => watch.strike(kind)).length
  }

  async function close(): Promise<void> {
    await gate.close()
    upstream.close()
    await rm(folder, { recursive: true, force: true })
  }

  const { setRates, inject } = plan
  const { down, up } = gate
  const through = { ...reached, kubeconfig }
  return { access: through, counts, requests, setRates, inject, calm, strike, down, up, close }
}

function noCounts(): Counts {
  return Object.fromEntries([...kinds, 'refused'].map((kind) => [kind, 0])) as Counts
}

function seenOf({ method = '', url = '' }: IncomingMessage): Growing {
  const [path = '', query = ''] = url.split(/\?(.*)/s)
  const role = roleOf(method, new URLSearchParams(query))
  const came = { method, path, query, role, isWatch: role === 'watch' }
  return { ...came, startedAt: performance.now(), bytes: 0, lines: 0, hits: [] }
}
