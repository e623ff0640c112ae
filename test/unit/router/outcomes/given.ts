import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { createSeen } from '../../../../src/evidence/seen/seen.ts'
import { createBudget } from '../../../../src/http/budget.ts'
import { createFront } from '../../../../src/router/http/front.ts'
import { createInstance } from '../../../../src/router/instance/create-instance.ts'
import { noJournal } from '../../../../src/router/instance/replay.ts'
import { firstState } from '../../../../src/router/instance/restart.ts'
import { createOutcomes } from '../../../../src/router/outcomes/outcomes.ts'
import type { OutcomesPorts } from '../../../../src/router/outcomes/ports.ts'
import { type Receipt, writeReceipt } from '../../../../src/routing/receipt.ts'
import { tagOf } from '../../../../src/routing/receipt-tag.ts'
import { ask, type Sent } from '../../../integration/route/asking.ts'
import { aPlan } from '../../routing/plans.ts'
import { k1, keysOf } from '../../routing/receipts.ts'

export const nowMs = Date.parse('2026-02-01T00:00:00Z')
const acceptForMs = 168 * 3_600_000
export const [mine, other] = ['00000000000000aa', '00000000000000bb']

const plan = aPlan({
  metrics: [
    { name: 'accuracy', kind: 'Accuracy', outcomeDelay: '24h' },
    { name: 'pnl', kind: 'Value', outcomeDelay: '24h', field: '/pnl', clip: ['-50', '50'] },
  ],
})
export const tag = tagOf(plan.experiment)

/** The text of a receipt for a prediction of «yes», an hour ago. */
export const receipt = (sequence: number, given: Partial<Receipt> = {}): string =>
  writeReceipt(
    {
      ...{ tag, instance: mine, sequence, exposedAtMs: nowMs - 3_600_000 },
      ...{ assigned: plan.champion, answering: plan.champion, how: 'Normal', propensity: 1 },
      ...{ round: plan.round, epoch: plan.epoch, slice: 11, planRevision: plan.planRevision },
      ...{ bucket: 0, unitHash: undefined, values: { label: 'yes' } },
      ...given,
    },
    k1,
  )

/** An outcome that every metric is scored by. */
export const outcome = (sequence: number, given: Partial<Receipt> = {}) => ({
  receipt: receipt(sequence, given),
  truth: 'yes',
  values: { pnl: 1 },
})

export const scored = { result: 'Scored', scored: ['accuracy', 'pnl'] }

/** Who scores, in memory, as long as a test lasts. */
export function anInstance() {
  const instance = createInstance(firstState(mine, nowMs), createSeen(), noJournal)
  instance.take(plan)
  return {
    ...instance,
    /** How often each thing has happened that happened at all. */
    events: () =>
      Object.fromEntries(Object.entries(instance.look().own.events).filter(([, n]) => n > 0)),
  }
}

/** What takes outcomes, behind the door of clients. */
export async function startOutcomes(given: Partial<OutcomesPorts> = {}) {
  const instance = anInstance()
  const budget = createBudget(64 * 2 ** 20)
  const counts: Record<string, number> = {}
  const predictions: (string | undefined)[] = []
  const bugs: unknown[] = []
  const ports: OutcomesPorts = {
    ...{ instance, budget, durable: instance.durable, unwritable: instance.unwritable },
    forward: async () => [],
    terms: () => ({ keys: keysOf(k1), tag, acceptForMs }),
    wall: () => nowMs,
    counted(code, count) {
      counts[code] = (counts[code] ?? 0) + count
    },
    broke: (cause) => void bugs.push(cause),
    ...given,
  }
  const outcomes = createOutcomes(ports)
  const limits = { bodyBytes: 1_000, memoryBytes: 1_000_000, mostRequests: 64 }
  const front = createFront(limits, {
    take({ message, response, done }) {
      predictions.push(message.url)
      response.end('a prediction')
      done()
    },
    outcomes: (message, response) => void outcomes.answer(message, response),
    refused: () => {},
  })
  const address = await front.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(async () => {
    front.cut()
    await front.close()
  })
  return {
    ...{ address, front, instance, budget, counts, predictions, bugs, outcomes },
    post: (body: string | Buffer, headers: Record<string, string> = {}) =>
      ask(address, { path: '/v1/outcomes', body, headers }),
  }
}

type Told = { readonly result: string; readonly error?: string; readonly [field: string]: unknown }

/** What is answered, in whatever form. */
export function answersIn({ headers, body }: Sent): readonly Told[] {
  const text = `${body}`
  if (headers['content-type'] === 'application/x-ndjson')
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  return [JSON.parse(text)].flat()
}

export const resultsIn = (sent: Sent) => answersIn(sent).map(({ result }) => result)

export const lines = (outcomes: readonly unknown[]) =>
  outcomes.map((each) => `${JSON.stringify(each)}\n`).join('')

/** A connection of one's own. */
export async function opened(address: string): Promise<Socket> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  return socket
}
