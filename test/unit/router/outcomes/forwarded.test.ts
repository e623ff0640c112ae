import { expect, it } from 'vitest'
import type { JsonObject } from '../../../../src/api/json.ts'
import { ContenderError } from '../../../../src/errors.ts'
import { nowMs, other, outcome, receipt, startOutcomes } from './given.ts'

const hourMs = 3_600_000
const arrived = (sequence: number, edits: JsonObject = {}): JsonObject => ({
  ...outcome(sequence),
  arrivedAtMs: nowMs,
  ...edits,
})
const scored = {
  result: 'Scored',
  scored: ['accuracy', 'pnl'],
  late: [],
  duplicate: [],
  unscored: [],
}

it('scores what is its own, and nothing else', async () => {
  const { outcomes, instance, bugs } = await startOutcomes({
    forward: () => Promise.reject(new Error('a second hop')),
  })
  const { answers } = await outcomes.forwarded({
    outcomes: [arrived(1), arrived(2, outcome(2, { instance: other })), arrived(1), arrived(3)],
  })
  expect(answers).toEqual([
    scored,
    { failure: 'IssuerAway', detail: expect.any(String) },
    { ...scored, result: 'Duplicate', scored: [], duplicate: ['accuracy', 'pnl'] },
    scored,
  ])
  expect([instance.events(), bugs]).toEqual([{ Scored: 2, Duplicate: 1 }, []])
})

it('checks receipts again, by its own clock', async () => {
  const { outcomes } = await startOutcomes({ wall: () => nowMs + 300 * hourMs })
  const { answers } = await outcomes.forwarded({
    outcomes: [arrived(1), arrived(2, { receipt: receipt(2).replace(/.{4}$/, 'AAAA') })],
  })
  expect(answers).toMatchObject([{ failure: 'ReceiptExpired' }, { failure: 'ReceiptTampered' }])
})

it('counts delays by when an outcome came to the first router', async () => {
  const { outcomes } = await startOutcomes({ wall: () => nowMs + 48 * hourMs })
  const { answers } = await outcomes.forwarded({
    outcomes: [arrived(1), arrived(2, { arrivedAtMs: nowMs + 48 * hourMs })],
  })
  expect(answers).toMatchObject([{ result: 'Scored' }, { result: 'Late' }])
})

it('answers once it would outlive this process, and else that it is to be sent again', async () => {
  const { outcomes } = await startOutcomes({
    durable: () => Promise.reject(new ContenderError('JournalUnwritable', 'ENOSPC')),
  })
  expect(await outcomes.forwarded({ outcomes: [arrived(1)] })).toEqual({
    answers: [{ failure: 'JournalUnwritable', detail: 'ENOSPC' }],
  })
})

it.each<readonly [string, JsonObject]>([
  ['no time', { ...outcome(1) }],
  ['a time that is none', arrived(1, { arrivedAtMs: 'now' })],
  ['a field too many', arrived(1, { more: 1 })],
  ['no receipt', { arrivedAtMs: nowMs }],
])('refuses one that has %s', async (_, one) => {
  const { outcomes } = await startOutcomes()
  const { answers } = await outcomes.forwarded({ outcomes: [one, arrived(2)] })
  expect(answers).toMatchObject([{ failure: 'OutcomesInvalid' }, { result: 'Scored' }])
})

it.each([null, [], {}, { outcomes: {} }])('refuses %j as a whole', async (document) => {
  const { outcomes, budget } = await startOutcomes()
  await expect(outcomes.forwarded(document)).rejects.toMatchObject({ code: 'OutcomesInvalid' })
  expect(budget.taken()).toBe(0)
})

it('has no plan, and refuses all', async () => {
  const { outcomes } = await startOutcomes({ terms: () => undefined })
  const forwarded = outcomes.forwarded({ outcomes: [arrived(1)] })
  await expect(forwarded).rejects.toMatchObject({ code: 'PlanMissing' })
})

it('answers as many as were sent, in their order', async () => {
  const { outcomes } = await startOutcomes()
  const many = Array.from({ length: 1_000 }, (_, nth) => arrived(nth % 700))
  const { answers } = await outcomes.forwarded({ outcomes: many })
  expect(answers.map((answer) => 'result' in answer && answer.result)).toEqual(
    many.map((_, nth) => (nth < 700 ? 'Scored' : 'Duplicate')),
  )
})
