import { expect, it } from 'vitest'
import { ContenderError } from '../../../../src/errors.ts'
import { waitUntil } from '../../../cluster/waiting.ts'
import { lines, outcome, resultsIn, startOutcomes } from './given.ts'

const full = new ContenderError('JournalUnwritable', 'ENOSPC')

/** Durable when a test says so. */
function createLatch() {
  let asked = 0
  let [resolve, reject] = [() => {}, (_: unknown) => {}]
  const opens = new Promise<void>((...both) => {
    ;[resolve, reject] = both
  })
  const durable = () => {
    asked++
    return opens
  }
  return { durable, asked: () => asked, open: () => resolve(), fail: reject }
}

const limits = { limitMs: 60_000 }

it.each([
  ['Scored', 1, { Scored: 2 }],
  ['Duplicate', 0, { Scored: 1, Duplicate: 1 }],
])('says nothing of what is %s before it would outlive this process', async (result, number, events) => {
  const latch = createLatch()
  const { post, instance } = await startOutcomes({ durable: latch.durable })
  let answered = 0
  const asking = (sequence: number) =>
    post(JSON.stringify(outcome(sequence))).finally(() => void answered++)
  const first = asking(0)
  await waitUntil(() => latch.asked() === 1, { what: 'the first', ...limits })
  const second = asking(number)
  await waitUntil(() => latch.asked() === 2, { what: 'the second', ...limits })
  await new Promise((resolve) => setImmediate(resolve))
  expect([instance.events(), answered]).toEqual([events, 0])
  latch.open()
  expect(resultsIn(await first)).toEqual(['Scored'])
  expect(resultsIn(await second)).toEqual([result])
})

it('waits for no disk where nothing is settled', async () => {
  const latch = createLatch()
  const { post } = await startOutcomes({ durable: latch.durable })
  const sent = await post(lines([{ receipt: 'x' }, { ...outcome(1), truth: [], values: {} }]))
  expect(resultsIn(sent)).toEqual(['ReceiptMalformed', 'OutcomeUnscorable'])
  expect(latch.asked()).toBe(0)
})

it('calls nothing settled that could not be written, and a Duplicate what could be later', async () => {
  let broken: ContenderError | undefined = full
  const durable = () => (broken ? Promise.reject(broken) : Promise.resolve())
  const { post, instance, counts } = await startOutcomes({ durable })
  const body = lines([outcome(1), outcome(1), { receipt: 'x' }, outcome(2)])
  const sent = await post(body)
  expect(sent).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
  expect(resultsIn(sent)).toEqual([
    ...['JournalUnwritable', 'JournalUnwritable', 'ReceiptMalformed', 'JournalUnwritable'],
  ])
  expect(`${sent.body}`).toContain('ENOSPC')
  expect(counts).toEqual({ JournalUnwritable: 3, ReceiptMalformed: 1 })
  broken = undefined
  const again = await post(body)
  expect([again.status, resultsIn(again)]).toEqual([
    ...[200, ['Duplicate', 'Duplicate', 'ReceiptMalformed', 'Duplicate']],
  ])
  expect(instance.events()).toMatchObject({ Scored: 2 })
})

it('counts nothing while nothing can be written', async () => {
  let broken: ContenderError | undefined = full
  const { post, instance } = await startOutcomes({ unwritable: () => broken })
  const sent = await post(lines([outcome(1), outcome(2)]))
  expect([sent.status, resultsIn(sent)]).toEqual([503, Array(2).fill('JournalUnwritable')])
  expect(instance.events()).toEqual({})
  broken = undefined
  expect(resultsIn(await post(lines([outcome(1), outcome(2)])))).toEqual(Array(2).fill('Scored'))
})

it('takes a disk that fails in no known way for a bug, and calls nothing settled', async () => {
  const bug = new Error('oops')
  const { post, bugs } = await startOutcomes({ durable: () => Promise.reject(bug) })
  const sent = await post(lines([outcome(1)]))
  expect(sent.status).toBe(500)
  expect(bugs).toEqual([bug])
})
