import { expect, it } from 'vitest'
import { ask } from '../../../integration/route/asking.ts'
import { keysOf } from '../../routing/receipts.ts'
import {
  answersIn,
  lines,
  outcome,
  receipt,
  resultsIn,
  scored,
  startOutcomes,
  tag,
} from './given.ts'

it('answers one outcome with one object', async () => {
  const { post, instance, counts } = await startOutcomes()
  const sent = await post(JSON.stringify(outcome(1)))
  expect(sent).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } })
  expect(JSON.parse(`${sent.body}`)).toEqual(scored)
  expect(sent.headers['content-length']).toBe(`${sent.body.length}`)
  expect(instance.events()).toEqual({ Scored: 1 })
  expect(counts).toEqual({ Scored: 1 })
})

it('answers an array with an array, in its order', async () => {
  const { post } = await startOutcomes()
  const sent = await post(JSON.stringify([outcome(1), { receipt: 'x' }, outcome(2)], undefined, 2))
  expect(sent).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } })
  expect(JSON.parse(`${sent.body}`)).toEqual([
    scored,
    {
      result: 'ReceiptMalformed',
      error: expect.stringMatching(/^ReceiptMalformed: the receipt is not/),
      code: 'ReceiptMalformed',
      hint: expect.stringMatching(/x-contender-receipt/),
    },
    scored,
  ])
})

it('answers lines with lines, in their order', async () => {
  const { post } = await startOutcomes()
  const sent = await post(lines([outcome(1), outcome(1), outcome(2)]))
  expect(sent).toMatchObject({ status: 200, headers: { 'content-type': 'application/x-ndjson' } })
  expect(`${sent.body}`).toBe(
    lines([scored, { result: 'Duplicate', duplicate: ['accuracy', 'pnl'] }, scored]),
  )
})

it('answers an empty array with one', async () => {
  const { post } = await startOutcomes()
  const sent = await post('[]')
  expect([sent.status, `${sent.body}`]).toEqual([200, '[]'])
})

it.each([
  '',
  ' \r\n',
  '\ufeff',
  '\n\n',
])('refuses %j, since there is nothing in it', async (body) => {
  const { post, counts } = await startOutcomes()
  const sent = await post(body)
  expect(sent.status).toBe(400)
  expect(JSON.parse(`${sent.body}`)).toMatchObject({ code: 'OutcomesInvalid' })
  expect(counts).toEqual({ OutcomesInvalid: 1 })
})

it('says of each metric why it was not scored, and what to do about it', async () => {
  const { post, instance } = await startOutcomes()
  const text = receipt(1)
  const some = answersIn(await post(JSON.stringify({ receipt: text, truth: 'yes', values: {} })))
  expect(some).toEqual([
    {
      ...{ result: 'Scored', scored: ['accuracy'] },
      unscored: [{ metric: 'pnl', because: 'ValueMissing', hint: expect.stringMatching(/field/) }],
    },
  ])
  const none = await post(JSON.stringify({ receipt: receipt(2), truth: ['yes'] }))
  expect(none.status).toBe(422)
  expect(answersIn(none)).toEqual([
    {
      ...{ result: 'OutcomeUnscorable', code: 'OutcomeUnscorable' },
      error: expect.stringMatching(/^OutcomeUnscorable: accuracy: TruthInvalid[.] Send a label/),
      hint: expect.stringMatching(/send the outcome again/),
      unscored: [
        { metric: 'accuracy', because: 'TruthInvalid', hint: expect.any(String) },
        { metric: 'pnl', because: 'ValueMissing', hint: expect.any(String) },
      ],
    },
  ])
  expect(resultsIn(await post(JSON.stringify(outcome(2))))).toEqual(['Scored'])
  expect(instance.events()).toEqual({ Scored: 2, TruthInvalid: 1 })
})

it('says what came too late for which metric', async () => {
  const { post } = await startOutcomes({ wall: () => Date.parse('2026-02-03T00:00:00Z') })
  expect(answersIn(await post(JSON.stringify(outcome(1))))).toEqual([
    { result: 'Late', late: ['accuracy', 'pnl'] },
  ])
})

it.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])('refuses %s', async (method) => {
  const { address, counts } = await startOutcomes()
  const sent = await ask(address, { path: '/v1/outcomes', method })
  expect(sent).toMatchObject({ status: 405, headers: { allow: 'POST' } })
  expect(counts).toEqual({ MethodNotAllowed: 1 })
})

it('has no plan, and refuses all before it is read', async () => {
  const { post, counts, instance } = await startOutcomes({ terms: () => undefined })
  const sent = await post(lines([outcome(1), outcome(2)]))
  expect(sent).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
  expect(JSON.parse(`${sent.body}`)).toMatchObject({ code: 'PlanMissing' })
  expect(counts).toEqual({ PlanMissing: 1 })
  expect(instance.events()).toEqual({})
})

it('tells a bug as one, and answers all the same', async () => {
  const bug = new Error('oops')
  const { post, bugs, budget } = await startOutcomes({
    wall() {
      throw bug
    },
  })
  const sent = await post(JSON.stringify(outcome(1)))
  expect(sent.status).toBe(500)
  expect(bugs).toEqual([bug])
  expect(budget.taken()).toBe(0)
})

it('has an outcome sent again whose key is not mounted yet, and counts it as nothing else', async () => {
  const given = { keys: keysOf(), tag, acceptForMs: 3_600_000 }
  for (const [awaited, status, result, events] of [
    [['k1'], 503, 'KeyMissing', {}],
    [['k9'], 403, 'ReceiptForeign', { ReceiptForeign: 1 }],
  ] as const) {
    const { post, instance, counts } = await startOutcomes({ terms: () => ({ ...given, awaited }) })
    const sent = await post(JSON.stringify(outcome(1)))
    expect([sent.status, resultsIn(sent)]).toEqual([status, [result]])
    expect(instance.events()).toEqual(events)
    expect(counts).toEqual({ [result]: 1 })
  }
})
