import { expect, it } from 'vitest'
import { ContenderError } from '../../../../src/errors.ts'
import { createBudget } from '../../../../src/http/budget.ts'
import type { Arrived, OutcomeAnswer } from '../../../../src/router/outcomes/outcome.ts'
import { below, chance } from '../../../chance.ts'
import { waitUntil } from '../../../cluster/waiting.ts'
import {
  anInstance,
  lines,
  mine,
  nowMs,
  other,
  outcome,
  resultsIn,
  scored,
  startOutcomes,
} from './given.ts'

const third = '00000000000000cc'
const settled = (name: string): OutcomeAnswer => ({
  ...{ result: 'Scored', scored: [name], late: [], duplicate: [], unscored: [] },
})
/** Says of each outcome who scored it, and which it was. */
const echo = async (scorer: string, outcomes: readonly Arrived[]) =>
  outcomes.map(({ receipt }) => settled(`${scorer.slice(-2)} ${receipt.sequence}`))

const sent = Array.from({ length: 5_000 }, (_, nth) => {
  const instance = [mine, other, third][below(chance(nth), 3)] ?? mine
  return { nth, instance, outcome: outcome(nth, { instance }) }
})
const body = lines(sent.map(({ outcome }) => outcome))

const expected = sent.map(({ nth, instance }) =>
  instance === mine ? scored : { result: 'Scored', scored: [`${instance.slice(-2)} ${nth}`] },
)

it('gives each outcome to whom it belongs, some at a time, and keeps the order of answers', async () => {
  const groups: (readonly [string, number])[] = []
  const { post, instance, budget } = await startOutcomes({
    forward(scorer, outcomes) {
      groups.push([scorer, outcomes.length])
      return echo(scorer, outcomes)
    },
  })
  const answered = await post(body)
  expect(answered.status).toBe(200)
  expect(`${answered.body}`).toBe(lines(expected))
  expect(Math.max(...groups.map(([, size]) => size))).toBe(1_000)
  expect(groups.length).toBeLessThan(8)
  expect(instance.events()).toEqual({
    Scored: sent.filter((each) => each.instance === mine).length,
  })
  expect(budget.taken()).toBe(0)
})

it('hands on what was sent, and when it came', async () => {
  const taken: Arrived[] = []
  const { post } = await startOutcomes({
    forward(scorer, outcomes) {
      taken.push(...outcomes)
      return echo(scorer, outcomes)
    },
  })
  const one = outcome(1, { instance: other })
  await post(lines([one]))
  const receipt = { instance: other, sequence: 1 }
  expect(taken).toMatchObject([{ sent: one, arrivedAtMs: nowMs, receipt }])
})

it('keeps the order where one is slow and one fails', async () => {
  let [isCalled, answer] = [false, () => {}]
  const opens = new Promise<void>((resolve) => {
    answer = resolve
  })
  const { post, bugs } = await startOutcomes({
    async forward(scorer, outcomes) {
      if (scorer === third) throw new ContenderError('IssuerAway', 'gone')
      isCalled = true
      await opens
      return echo(scorer, outcomes)
    },
  })
  const answering = post(body)
  await waitUntil(() => isCalled, { what: 'the slow one to be asked', limitMs: 60_000 })
  answer()
  const answered = await answering
  expect([answered.status, bugs]).toEqual([503, []])
  expect(resultsIn(answered)).toEqual(
    sent.map(({ instance }) => (instance === third ? 'IssuerAway' : 'Scored')),
  )
})

it.each<readonly [string, (answers: readonly OutcomeAnswer[]) => readonly OutcomeAnswer[]]>([
  ['too few', (answers) => answers.slice(1)],
  ['too many', (answers) => [...answers, ...answers]],
  ['none', () => []],
])('takes %s answers for none, since nobody knows whose they are', async (_, edit) => {
  const { post } = await startOutcomes({
    forward: async (scorer, outcomes) => edit(await echo(scorer, outcomes)),
  })
  const three = [outcome(1), outcome(2, { instance: other }), outcome(3, { instance: other })]
  const answered = await post(lines(three))
  expect(answered.status).toBe(503)
  expect(resultsIn(answered)).toEqual(['Scored', 'IssuerAway', 'IssuerAway'])
})

it('tells a bug in forwarding as one, and answers that it is to be sent again', async () => {
  const bug = new Error('oops')
  const { post, bugs, budget } = await startOutcomes({
    forward() {
      throw bug
    },
  })
  const answered = await post(lines([outcome(1), outcome(2, { instance: other })]))
  expect([answered.status, resultsIn(answered)]).toEqual([503, ['Scored', 'IssuerAway']])
  expect([bugs, budget.taken()]).toEqual([[bug], 0])
})

it('believes others that they have settled theirs, though it could not write its own', async () => {
  const { post } = await startOutcomes({
    durable: () => Promise.reject(new ContenderError('JournalUnwritable', 'ENOSPC')),
    forward: echo,
  })
  const answered = await post(lines([outcome(1), outcome(2, { instance: other })]))
  expect(resultsIn(answered)).toEqual(['JournalUnwritable', 'Scored'])
})

it('reads no more than others can take, and goes on when they have taken it', async () => {
  let waiting = 0
  let answer = () => {}
  const opens = new Promise<void>((resolve) => {
    answer = resolve
  })
  const values = { note: 'x'.repeat(20_000), pnl: 1 }
  const many = Array.from({ length: 1_000 }, (_, nth) => ({
    ...outcome(nth, { instance: other }),
    values,
  }))
  const { post } = await startOutcomes({
    budget: createBudget(10 * 2 ** 20),
    async forward(scorer, outcomes) {
      waiting += outcomes.length
      await opens
      return echo(scorer, outcomes)
    },
  })
  const answering = post(lines(many))
  await waitUntil(() => waiting >= 390, { what: 'them to have enough', limitMs: 60_000 })
  for (let turns = 0; turns < 500; turns++) await new Promise((done) => setImmediate(done))
  expect(waiting).toBeLessThan(450)
  answer()
  expect(resultsIn(await answering)).toEqual(Array(1_000).fill('Scored'))
})

it.each<readonly [string, (nth: number) => object, number]>([
  ['many answers that differ', (nth) => ({ receipt: 7, [`field${nth}`]: 1 }), 300],
  ['very many that are the same', () => ({ receipt: 7 }), 5_000],
])('ends a body where there is no room for %s, and says so', async (_, failing, count) => {
  const budget = createBudget(180_000)
  const { post, instance } = await startOutcomes({ budget, forward: echo })
  const strange = Array.from({ length: count }, (_, nth) => failing(nth))
  const answered = await post(lines([outcome(1), ...strange, outcome(2)]))
  expect(answered).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
  const results = resultsIn(answered)
  expect([results[0], results.at(-1)]).toEqual(['Scored', 'Overloaded'])
  expect(results.length).toBeLessThan(count)
  expect([instance.events(), budget.taken()]).toEqual([{ Scored: 1 }, 0])
})

it('refuses a request for which there is no room at all', async () => {
  const { post } = await startOutcomes({ budget: createBudget(1_000) })
  const answered = await post(lines([outcome(1)]))
  expect(answered).toMatchObject({ status: 429, headers: { 'retry-after': '1' } })
})

it('follows heirs, as the instance knows them', async () => {
  const instance = anInstance()
  instance.learn([{ instance: third, heir: other, sinceMs: 1 }])
  const { post } = await startOutcomes({ instance, forward: echo })
  const answered = await post(lines([outcome(1, { instance: third })]))
  expect(`${answered.body}`).toContain('bb 1')
})
