import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { createBudget } from '../../../../src/http/budget.ts'
import { systemClock } from '../../../../src/reconciler/clock.ts'
import { createFront } from '../../../../src/router/http/front.ts'
import { openInstance } from '../../../../src/router/instance/opening.ts'
import { createOutcomes } from '../../../../src/router/outcomes/outcomes.ts'
import { type Receipt, writeReceipt } from '../../../../src/routing/receipt.ts'
import { tagOf } from '../../../../src/routing/receipt-tag.ts'
import { aPlan } from '../../routing/plans.ts'
import { k1, keysOf } from '../../routing/receipts.ts'

/**
 * Prints how many outcomes a second come through sockets: received, checked, scored by two metrics, written down and
 * answered. On a busy machine the time of the thread says more.
 */
const batches = 200
const atOnce = 4
const sizes = [1_000, 5_000]

const mine = '00000000000000aa'
const plan = aPlan({
  slices: { start: '2026-01-01T00:00:00Z', length: '1h' },
  acceptFor: '87600h',
  metrics: [
    { name: 'accuracy', kind: 'Accuracy', outcomeDelay: '87600h' },
    { name: 'pnl', kind: 'Value', outcomeDelay: '87600h', field: '/pnl', clip: ['-50', '50'] },
  ],
})
const tag = tagOf(plan.experiment)
const exposedAtMs = Date.now() - 60_000

function receipt(sequence: number): string {
  const given: Receipt = {
    ...{ tag, instance: mine, sequence, exposedAtMs, how: 'Normal', propensity: 0.95 },
    ...{ assigned: plan.champion, answering: plan.champion, bucket: sequence % 64 },
    ...{ round: plan.round, epoch: plan.epoch, slice: sequence % 24, planRevision: 7 },
    ...{ unitHash: undefined, values: { label: sequence % 3 === 0 ? 'no' : 'yes' } },
  }
  return writeReceipt(given, k1)
}

const outcome = (sequence: number) => ({
  receipt: receipt(sequence),
  truth: 'yes',
  values: { pnl: (sequence % 40) - 20 },
})

type Form = 'lines' | 'array'

function bodyOf(form: Form, first: number, size: number): string {
  const all = Array.from({ length: size }, (_, nth) => outcome(first + nth))
  return form === 'array'
    ? JSON.stringify(all)
    : all.map((each) => `${JSON.stringify(each)}\n`).join('')
}

type Job = {
  readonly address: string
  readonly form: Form
  readonly size: number
  readonly first: number
}

/** In a thread of its own, as clients are. All bodies are there before the first is sent. */
async function send({ address, form, size, first }: Job): Promise<void> {
  const bodies = Array.from({ length: batches }, (_, nth) => bodyOf(form, first + nth * size, size))
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  parentPort?.postMessage('ready')
  await new Promise((resolve) => parentPort?.once('message', resolve))
  const begun = performance.now()
  const statuses: number[] = []
  const client = async () => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop())
      statuses.push(await post(address, body, agent))
  }
  await Promise.all(Array.from({ length: atOnce }, client))
  const isWell = statuses.every((status) => status === 200)
  parentPort?.postMessage({ seconds: (performance.now() - begun) / 1_000, isWell })
  agent.destroy()
}

const post = (address: string, body: string, agent: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const path = `${address}/v1/outcomes`
    const asked = request(path, { method: 'POST', agent }, (response) => {
      buffer(response).then(() => resolve(response.statusCode ?? 0), reject)
    })
    asked.on('error', reject).end(body)
  })

async function serve(folder: string | undefined) {
  const instance = await (
    await openInstance({ folder, clock: systemClock, freshId: () => mine })
  ).begin([])
  instance.take(plan)
  const { answer } = createOutcomes({
    ...{ instance, durable: instance.durable, unwritable: instance.unwritable, wall: Date.now },
    terms: () => ({ keys: keysOf(k1), tag, acceptForMs: 87_600 * 3_600_000 }),
    ...{ forward: async () => [], counted: () => {}, budget: createBudget(2 ** 26) },
    broke: (cause) => void process.stderr.write(`${cause}\n`),
  })
  const limits = { bodyBytes: 1_000, memoryBytes: 1_000_000, mostRequests: 64 }
  const front = createFront(limits, {
    ...{ take: ({ response }) => void response.end(), refused: () => {} },
    outcomes: (message, response) => void answer(message, response),
  })
  const address = await front.listen({ host: '127.0.0.1', port: 0 })
  return { address, close: () => Promise.all([front.close(), instance.close()]) }
}

async function measured(address: string, form: Form, size: number, first: number): Promise<string> {
  const worker = new Worker(import.meta.filename, { workerData: { address, form, size, first } })
  await new Promise((resolve) => worker.once('message', resolve))
  const before = process.threadCpuUsage()
  worker.postMessage('go')
  const { seconds, isWell } = await new Promise<{ seconds: number; isWell: boolean }>((resolve) =>
    worker.once('message', resolve),
  )
  const { user, system } = process.threadCpuUsage(before)
  const count = batches * size
  const each = ((user + system) / count).toFixed(1)
  const rate = Math.round(count / seconds)
  return `${rate} outcomes/s, ${each} µs of this thread each${isWell ? '' : ': NOT ALL WERE SETTLED'}`
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'contender-outcomes-'))
  let first = 0
  for (const [where, at] of [
    ['in memory', undefined],
    ['with a journal', folder],
  ] as const) {
    const { address, close } = await serve(at)
    for (const form of ['lines', 'array'] as const) {
      for (const size of sizes) {
        const told = await measured(address, form, size, first)
        first += batches * size
        process.stdout.write(`${where}, ${form} of ${size}: ${told}\n`)
      }
    }
    await close()
  }
  rmSync(folder, { recursive: true })
}

await (isMainThread ? main() : send(workerData))
