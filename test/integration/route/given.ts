import { onTestFinished } from 'vitest'
import type { JsonObject } from '../../../src/api/json.ts'
import type { Tally } from '../../../src/evidence/tally.ts'
import type { Told } from '../../../src/evidence/told.ts'
import { type Clock, systemClock } from '../../../src/reconciler/clock.ts'
import { planOf } from '../../../src/router/plan/reading.ts'
import { type Routing, routePredictions } from '../../../src/router/routing.ts'
import { keyOf } from '../../../src/routing/keys.ts'
import { type Receipt, readReceipt } from '../../../src/routing/receipt.ts'
import { tagOf } from '../../../src/routing/receipt-tag.ts'
import { authorization, contentDigest } from '../../../src/routing/signed-request.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { ask, type Sent } from './asking.ts'

export const [champion, challenger] = ['old@00000001', 'new@00000002']
export const secret = Buffer.alloc(32, 7)
export const key = keyOf('k1', secret)
export const strange = keyOf('k1', Buffer.alloc(32, 8))
const keys = new Map([[key.id, key]])

export const experiment = { namespace: 'test', name: 'route', uid: 'u-1' }

/** The challenger gets everything; answers may take a minute, so that no busy machine is a failure. */
export const planDocument = (
  [old, fresh]: readonly (readonly string[])[],
  edits: JsonObject = {},
): JsonObject => ({
  ...{ apiVersion: 'contender.dev/v1alpha1', kind: 'RoutingPlan', experiment },
  ...{ planRevision: 1, round: 1, epoch: 1, salt: 'u-1/1', task: 'Generic', champion },
  slices: { start: '2026-01-01T00:00:00Z', length: '1h' },
  variants: [
    { name: champion, endpoints: [...(old ?? [])] },
    { name: challenger, endpoints: [...(fresh ?? [])] },
  ],
  segments: shares(1),
  unit: { header: 'x-user-id' },
  timeout: '60s',
  metrics: [{ name: 'errors', kind: 'ErrorRate' }],
  keys: { sign: key.id, accept: [key.id] },
  ...edits,
})

export const shares = (part: number) => [
  { segment: 0, shares: part > 0 ? [{ variant: challenger, from: 0, to: part }] : [] },
]

/** The system's clock, which a test can set forth. */
export function createLeaps(): Clock & { readonly leap: (ms: number) => void } {
  let ahead = 0
  return {
    ...systemClock,
    now: () => systemClock.now() + ahead,
    leap: (ms) => {
      ahead += ms
    },
  }
}

type Logged = { readonly msg: string; readonly level: string; readonly [field: string]: unknown }

/** A whole router in this process, on any free ports. At the end of the test it must have met no bug of its own. */
export async function startRouter(
  document: JsonObject | undefined,
  { clock = systemClock, ...settings }: Partial<Routing> & { readonly clock?: Clock } = {},
) {
  const stop = new AbortController()
  const log: Logged[] = []
  let told = () => {}
  const listening = new Promise<void>((resolve) => {
    told = resolve
  })
  const write = (line: string) => {
    const row = JSON.parse(line) as Logged
    log.push(row)
    if (row.msg === 'listening') told()
  }
  const any = { host: '127.0.0.1', port: 0 }
  const routing: Routing = {
    ...{ listen: any, admin: any, keys: async () => keys, drainMs: 0, leavesWhenAlone: true },
    ...{ bodyBytes: 32 * 2 ** 20, memoryBytes: 256 * 2 ** 20, mostRequests: 4_096 },
    plan: document === undefined ? undefined : planOf(document),
    ...{ state: undefined, siblings: [], advertise: undefined },
    ...settings,
  }
  const ports = { log: createLog({ write }), say: () => {}, clock }
  const ended = routePredictions(routing, ports, stop.signal)
  onTestFinished(async () => {
    stop.abort()
    await ended
    const bug = log.find(({ level }) => level === 'error')
    if (bug !== undefined) throw new Error(`a bug: ${JSON.stringify(bug)}`)
  })
  await Promise.race([listening, ended])
  const { address, admin } = log.find(({ msg }) => msg === 'listening') as Logged
  return { ...running(`${address}`, `${admin}`), log, stop: () => stop.abort(), ended }
}

export function running(address: string, admin: string) {
  const signed = (method: string, path: string, body = Buffer.alloc(0), by = key) =>
    ask(admin, {
      ...{ method, path, body },
      headers: {
        'content-digest': contentDigest(body),
        authorization: authorization({ method, path, body }, by, Date.now()),
      },
    })
  const told = async (): Promise<Told> =>
    JSON.parse((await signed('GET', '/v1/tally')).body.toString())
  const tally = async (): Promise<Tally> => (await told()).tallies[0] as Tally
  return {
    address,
    admin,
    signed,
    told,
    tally,
    push: (document: JsonObject) =>
      signed('PUT', '/v1/plan', Buffer.from(JSON.stringify(document))),
    counted: async () => countedIn(await tally()),
    metrics: async () => (await ask(admin, { method: 'GET', path: '/metrics' })).body.toString(),
  }
}

export type Router = Awaited<ReturnType<typeof startRouter>>

/** Of the requests of a variant that came so, how many there were, and how many it failed. */
type CountedRow = readonly [variant: string, how: string, requests: number, failed: number]

/** Over slices and buckets; every request is in the book of what is known at once. */
function countedIn(tally: Tally): readonly CountedRow[] {
  const rows = rowsOf(tally)
  const names = [...new Set(rows.map(({ variant, how }) => `${variant} ${how}`))].sort()
  return names.map((name) => {
    const these = rows.filter(({ variant, how }) => `${variant} ${how}` === name)
    const [variant = '', how = ''] = name.split(' ')
    return [variant, how, total(these, 'requests'), total(these, 'failed')]
  })
}

export const rowsOf = ({ books }: Tally) =>
  books
    .filter(({ delayMs }) => delayMs === 0)
    .flatMap(({ ledgers }) =>
      ledgers.flatMap(({ epoch, pages }) =>
        pages.flatMap(({ rows }) =>
          rows.map(({ variant, how, requests, sums: [errors] }) => ({
            ...{ epoch, variant, how, requests },
            failed: (errors as { events: number } | null)?.events ?? 0,
          })),
        ),
      ),
    )

const total = <K extends string>(rows: readonly { readonly [k in K]: number }[], name: K) =>
  rows.reduce((sum, row) => sum + row[name], 0)

/** What an answer's receipt says; it must bear one. */
export function receiptOf({ headers }: Pick<Sent, 'headers'>): Receipt {
  const text = `${headers['x-contender-receipt']}`
  const terms = { tag: tagOf(experiment), nowMs: Date.now(), acceptForMs: 3_600_000 }
  const read = readReceipt(text, keys, terms)
  if (!('sequence' in read)) throw new Error(`${text}: ${read.refused} ${read.detail}`)
  return read
}

/** Which of the variants gave an answer. */
export const answeredBy = ({ headers }: Pick<Sent, 'headers'>) => headers['x-contender-variant']
