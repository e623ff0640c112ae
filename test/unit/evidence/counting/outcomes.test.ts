import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../../src/evidence/scores/score.ts'
import { aTally, counted, exposed, hourMs, metrics, quick, startMs } from '../given.ts'
import { rowsIn, sumsOf } from './reading.ts'

const plan = counted(['errors', 'accuracy', 'logLoss', 'pnl'])
const known = exposed({
  values: {
    label: 'yes',
    probabilities: [
      ['yes', 0.9],
      ['no', 0.1],
    ],
  },
})
const whole: Outcome = { truth: 'yes', values: { pnl: 3 } }
const after = (hours: number) => startMs + hours * hourMs

describe('an outcome scores each metric whose delay it meets', () => {
  it.each<[string, number, readonly string[], readonly string[], string]>([
    ['at once', 0, ['pnl', 'accuracy', 'logLoss'], [], 'Scored'],
    ['from a clock that is behind', -0.01, ['pnl', 'accuracy', 'logLoss'], [], 'Scored'],
    ['just in time for all', 1, ['pnl', 'accuracy', 'logLoss'], [], 'Scored'],
    ['too late for one', 1.001, ['accuracy', 'logLoss'], ['pnl'], 'Scored'],
    ['just in time for the last', 24, ['accuracy', 'logLoss'], ['pnl'], 'Scored'],
    ['too late for all', 24.001, [], ['pnl', 'accuracy', 'logLoss'], 'Late'],
  ])('%s', (_, hours, scored, late, result) => {
    const tally = aTally()
    const answer = tally.under(plan).outcome(known, whole, after(hours))
    const { scored: has, late: was, spent, ...rest } = answer
    expect([has, was, spent].map((names) => [...names].sort())).toEqual(
      [scored, late, ['/pnl', 'truth']].map((names) => [...names].sort()),
    )
    expect(rest).toEqual({ result, duplicate: [], unscored: [] })
    const taken = tally.take(startMs)
    for (const { delayMs } of taken.books.filter((book) => book.delayMs > 0)) {
      const [row] = rowsIn(taken, delayMs)
      expect(row?.late).toBe(delayMs < hours * hourMs ? 1 : 0)
      expect(row?.sums.every((sums) => (sums === null) === delayMs < hours * hourMs)).toBe(true)
    }
    expect(taken.events[answer.result]).toBe(1)
  })
})

/** One prediction, and what comes of it: bit by bit, as a router remembers what was told. */
function told(under = plan) {
  const tally = aTally()
  const { outcome } = tally.under(under)
  const before = new Set<string>()
  return {
    tally,
    tell(what: Outcome, hours = 0, receipt = known) {
      const { spent, ...answer } = outcome(receipt, what, after(hours), (part) => before.has(part))
      for (const part of spent) before.add(part)
      return answer
    },
  }
}

describe('what came of a prediction may be told in parts', () => {
  const [pnl, truth] = [{ values: { pnl: 3 } }, { truth: 'yes' }] as const

  it('each counts once, whichever comes first, alone or with others', () => {
    const { tally, tell } = told()
    expect(tell(pnl)).toMatchObject({ result: 'Scored', scored: ['pnl'] })
    expect(tell(pnl)).toMatchObject({ result: 'Duplicate', duplicate: ['pnl'], scored: [] })
    expect(tell(whole, 20)).toMatchObject({
      ...{ result: 'Scored', scored: ['accuracy', 'logLoss'], duplicate: ['pnl'] },
    })
    for (const again of [whole, truth, pnl])
      expect(tell(again, 20)).toMatchObject({
        result: 'Duplicate',
        scored: [],
        unscored: expect.anything(),
      })
    expect(sumsOf(tally, 24 * hourMs).sums['accuracy']).toMatchObject({ n: 1 })
    expect(sumsOf(tally, hourMs).sums['pnl']).toMatchObject({ n: 1 })
    expect(tally.take(startMs).events).toMatchObject({ Scored: 2, Duplicate: 4 })
  })

  it('what comes too late is late once, and only for those that read it', () => {
    const { tally, tell } = told()
    expect(tell(pnl, 2)).toMatchObject({ result: 'Late', late: ['pnl'] })
    expect(tell(pnl, 3)).toMatchObject({ result: 'Duplicate', late: [] })
    expect(tell(truth, 3)).toMatchObject({
      result: 'Scored',
      late: [],
      scored: ['accuracy', 'logLoss'],
    })
    const lateOf = (delayMs: number) => rowsIn(tally.take(startMs), delayMs).map(({ late }) => late)
    expect([lateOf(hourMs), lateOf(24 * hourMs)]).toEqual([[1], [0]])
  })

  it('what is too late for some and can’t be scored by others may be corrected for these', () => {
    const several = counted(['accuracy'], {
      metrics: [metrics.accuracy, { ...metrics.f1, outcomeDelay: '1h' }],
    })
    const { tally, tell } = told(several)
    expect(tell({ truth: [] }, 2)).toMatchObject({ result: 'TruthInvalid', late: [] })
    expect(rowsIn(tally.take(startMs), hourMs)).toEqual([])
    expect(tell({ truth: 'yes' }, 3)).toMatchObject({
      result: 'Scored',
      scored: ['accuracy'],
      late: ['f1'],
    })
    expect(tell({ truth: [] }, 4)).toMatchObject({ result: 'Duplicate' })
  })

  it('a request is late once, and not at all where something of it came in time', () => {
    const several = counted(['accuracy', 'pnl'], {
      metrics: [{ ...metrics.accuracy, outcomeDelay: '1h' }, metrics.pnl],
    })
    const lateOf = (parts: readonly (readonly [Outcome, number])[]) => {
      const { tally, tell } = told(several)
      for (const [part, hours] of parts) tell(part, hours)
      return rowsIn(tally.take(startMs), hourMs).map(({ late }) => late)
    }
    expect(
      lateOf([
        [pnl, 2],
        [truth, 3],
      ]),
    ).toEqual([1])
    expect(lateOf([[whole, 2]])).toEqual([1])
    expect(
      lateOf([
        [truth, 0],
        [pnl, 3],
      ]),
    ).toEqual([0])
  })

  it('what could not be scored may be corrected, whatever else came with it', () => {
    const { tally, tell } = told()
    const flawed = tell({ truth: 'yes', values: { pnl: 'much' } })
    expect(flawed).toMatchObject({
      result: 'Scored',
      unscored: [{ metric: 'pnl', because: 'ValueInvalid' }],
    })
    expect(tell({ truth: 'yes', values: { pnl: 'much' } })).toMatchObject({
      ...{ result: 'Duplicate', unscored: flawed.unscored },
    })
    expect(tell({ values: { pnl: 'less' } })).toMatchObject({ result: 'ValueInvalid' })
    expect(tell(whole)).toMatchObject({ result: 'Scored', scored: ['pnl'] })
    expect(sumsOf(tally, 24 * hourMs).sums['accuracy']).toMatchObject({ n: 1 })
  })
})

it('counts all of an outcome, or nothing, where room for rows ends in the middle of it', () => {
  const tally = aTally(undefined, 3)
  const { outcome, request } = tally.under(plan)
  request(known, quick)
  const other = { ...known, bucket: 1 }
  request(other, quick)
  expect(outcome(other, whole, startMs)).toMatchObject({
    result: 'TallyFull',
    scored: [],
    spent: [],
  })
  expect(outcome(known, whole, startMs)).toMatchObject({ result: 'Scored' })
  const taken = tally.take(startMs)
  const requests = taken.books.map(({ delayMs }) =>
    rowsIn(taken, delayMs).map(({ requests }) => requests),
  )
  expect(requests).toEqual([[1], [1], [1]])
  expect(taken.events).toMatchObject({ Uncounted: 1, TallyFull: 1 })
})

it('counts an outcome where its prediction was made, not where it came', () => {
  const tally = aTally()
  const { outcome } = tally.under(plan)
  outcome({ ...known, epoch: 3, slice: 7, exposedAtMs: after(7.5) }, whole, after(20))
  const [ledger] = tally.take(startMs).books.find((book) => book.delayMs > hourMs)?.ledgers ?? []
  expect([ledger?.epoch, ledger?.pages.map(({ slice }) => slice)]).toEqual([3, [7]])
})

it.each<[string, Outcome, Partial<typeof known>, string, readonly string[]]>([
  ['there is no truth', { values: { pnl: 1 } }, {}, 'Scored', ['pnl']],
  ['there is only a truth', { truth: 'no' }, {}, 'Scored', ['accuracy', 'logLoss']],
  ['there is nothing', {}, {}, 'TruthMissing', []],
  ['nothing was predicted', { truth: 'no' }, { values: {} }, 'PredictionUnread', []],
  ['it is of another round', whole, { round: 2 }, 'RoundOver', []],
])('says of every metric what became of it, when %s', (_, outcome, given, result, scored) => {
  const tally = aTally()
  const answer = tally.under(plan).outcome({ ...known, ...given }, outcome, startMs)
  expect([answer.result, answer.scored]).toEqual([result, scored])
  const refused = answer.unscored.map(({ metric }) => metric)
  const expected = result === 'RoundOver' ? [] : ['pnl', 'accuracy', 'logLoss']
  expect([...refused, ...answer.scored].sort()).toEqual([...expected].sort())
  expect(tally.take(startMs).events[answer.result]).toBe(1)
})

it('leaves no trace in any book of what could not be scored: it may be sent again', () => {
  const tally = aTally()
  const { outcome } = tally.under(plan)
  for (const truth of [undefined, null, ['yes'], {}])
    for (const hours of [0, 2]) outcome(known, { truth }, after(hours))
  expect(
    tally.take(startMs).books.flatMap(({ delayMs }) => rowsIn(tally.take(0), delayMs)),
  ).toEqual([])
})

it('says that there is nothing to score, where no metric waits for outcomes', () => {
  const tally = aTally()
  const answer = tally.under(counted(['errors', 'slow'])).outcome(known, whole, startMs)
  expect(answer.result).toBe('NothingToScore')
})

it('keeps what one slip of a pen could not undo: values are bounded', () => {
  const tally = aTally()
  const { outcome } = tally.under(counted(['rmse', 'mae', 'r2', 'pnl']))
  const receipt = exposed({ values: { value: 1e30 } })
  for (const truth of [1e30, -1e30, 0]) outcome(receipt, { truth, values: { pnl: 1e308 } }, startMs)
  outcome(receipt, { truth: 1.7e308 }, startMs)
  const { sums } = sumsOf(tally, 24 * hourMs)
  for (const name of ['rmse', 'mae', 'r2']) expect(sums[name]).toMatchObject({ n: 3, beyond: 0 })
  expect(sumsOf(tally, hourMs).sums['pnl']).toMatchObject({ n: 3, beyond: 0 })
})
