import { evidenceOf } from '../../../src/evidence/merged.ts'
import type { Tally } from '../../../src/evidence/tally.ts'
import type { Told } from '../../../src/evidence/told.ts'
import type { Receipt } from '../../../src/routing/receipt.ts'
import { below } from '../../chance.ts'
import { ask, asUser } from './asking.ts'
import { receiptOf } from './given.ts'
import { says } from './variants.ts'

/** What both variants predict. */
export const predicts = says('{}', 200, { 'x-contender-prediction': '{"label":"yes"}' })

/** Known a day after the prediction at the latest. */
export const metrics = [
  { name: 'errors', kind: 'ErrorRate' },
  { name: 'accuracy', kind: 'Accuracy', outcomeDelay: '24h' },
]

/** A prediction that somebody has got, and what comes of it. */
export type Predicted = {
  readonly receipt: string
  readonly read: Receipt
  readonly truth: 'yes' | 'no'
}

/** What clients have seen: the other side of what routers count. */
export type Accounts = {
  readonly predicted: Predicted[]
  /** Requests that broke off, or were refused: nobody knows whether they were counted. */
  unanswered: number
  /** By receipt: acknowledged, for good. */
  readonly settled: Map<string, Predicted>
  /** Sent though they had been acknowledged before. */
  again: number
  /** Anything that should not have been. */
  readonly odd: string[]
}

export const newAccounts = (): Accounts => ({
  ...{ predicted: [], unanswered: 0, settled: new Map(), again: 0, odd: [] },
})

/** One prediction of somebody new. */
export async function predict(
  accounts: Accounts,
  address: string,
  random: () => number,
): Promise<Predicted | undefined> {
  const sent = await ask(address, asUser(`${random()}`)).catch(() => undefined)
  if (sent === undefined || sent.status !== 200) {
    accounts.unanswered++
    return undefined
  }
  const receipt = `${sent.headers['x-contender-receipt']}`
  const truth = random() < 0.7 ? 'yes' : 'no'
  const one = { receipt, read: receiptOf(sent), truth } as const
  accounts.predicted.push(one)
  return one
}

type Answer = { readonly result: string; readonly code?: string }

/** Results after which nobody needs to send an outcome again. */
const settling = ['Scored', 'Duplicate']

/** Sends them once, together; returns those that must be sent again. */
export async function sendOutcomes(
  accounts: Accounts,
  address: string,
  outcomes: readonly Predicted[],
): Promise<readonly Predicted[]> {
  const body = JSON.stringify(outcomes.map(({ receipt, truth }) => ({ receipt, truth })))
  const headers = { 'content-type': 'application/json' }
  const path = '/v1/outcomes'
  const sent = await ask(address, { path, body, headers }).catch(() => undefined)
  if (sent === undefined) return outcomes
  const answers: readonly Answer[] = answersIn(`${sent.body}`)
  const left = outcomes.filter((one, nth) => {
    const { result = 'none' } = answers[nth] ?? {}
    if (!settling.includes(result)) return true
    if (accounts.settled.has(one.receipt)) accounts.again++
    // Acknowledged already, to whoever heard it; never scored twice, that is what the tally tells.
    accounts.settled.set(one.receipt, one)
    return false
  })
  const isRight = left.length === 0 ? sent.status === 200 : sent.status === 503
  if (!isRight) accounts.odd.push(`${sent.status}: ${`${sent.body}`.slice(0, 500)}`)
  return left
}

/** A router that refuses the whole answers with one failure. */
function answersIn(text: string): readonly Answer[] {
  const read = JSON.parse(text)
  return Array.isArray(read) ? read : []
}

/** All of `predicted`, at routers by chance, until every one is settled; some are sent once more. */
export async function settleAll(
  accounts: Accounts,
  {
    predicted,
    address,
    random,
    atOnce = 50,
    more = 0.3,
    rounds = 10_000,
  }: {
    readonly predicted: readonly Predicted[]
    readonly address: () => string
    readonly random: () => number
    readonly atOnce?: number
    readonly more?: number
    readonly rounds?: number
  },
): Promise<void> {
  let waiting = [...predicted, ...predicted.filter(() => random() < more)]
  for (let round = 0; waiting.length > 0; round++) {
    if (round === rounds) throw new Error(`${waiting.length} outcomes are never settled`)
    const from = below(random, waiting.length)
    const turned = [...waiting.slice(from), ...waiting.slice(0, from)]
    const [now, later] = [turned.slice(0, atOnce), turned.slice(atOnce)]
    const left = await sendOutcomes(accounts, address(), now)
    if (left.length > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    waiting = [...later, ...left]
  }
}

/** By variant: how many outcomes were scored, and of how many the label was right. */
export function scoredIn(
  all: readonly Told[],
): Readonly<Record<string, readonly [number, number]>> {
  const found: Record<string, [number, number]> = {}
  for (const { variant, n, events } of accuracies(talliesOf(all))) {
    const [before, right] = found[variant] ?? [0, 0]
    found[variant] = [before + n, right + events]
  }
  return found
}

/** The same, as clients know it. */
export function scoredBy({
  settled,
}: Accounts): Readonly<Record<string, readonly [number, number]>> {
  const found: Record<string, [number, number]> = {}
  for (const { read, truth } of settled.values()) {
    const [before, right] = found[read.assigned] ?? [0, 0]
    found[read.assigned] = [before + 1, right + (truth === 'yes' ? 1 : 0)]
  }
  return found
}

/** By variant, how many requests there were. */
export function requestsIn(all: readonly Told[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const { variant, requests } of rowsAt(talliesOf(all), 0))
    found[variant] = (found[variant] ?? 0) + requests
  return found
}

export function requestsBy({ predicted }: Accounts): Readonly<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const { read } of predicted) found[read.assigned] = (found[read.assigned] ?? 0) + 1
  return found
}

export const totalOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

/** Of each instance the last one, whoever tells it. */
const talliesOf = (all: readonly Told[]) =>
  evidenceOf(
    all.flatMap(({ tallies }) => tallies),
    1,
  ).tallies

const dayMs = 86_400_000

function accuracies(tallies: readonly Tally[]) {
  return rowsAt(tallies, dayMs).map(({ variant, sums: [accuracy] }) => {
    const { n = 0, events = 0 } = (accuracy ?? {}) as { n?: number; events?: number }
    return { variant, n, events }
  })
}

const rowsAt = (tallies: readonly Tally[], delay: number) =>
  tallies.flatMap(({ books }) =>
    books
      .filter(({ delayMs }) => delayMs === delay)
      .flatMap(({ ledgers }) => ledgers.flatMap(({ pages }) => pages.flatMap(({ rows }) => rows))),
  )
