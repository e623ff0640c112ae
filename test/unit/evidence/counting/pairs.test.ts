import { describe, expect, it } from 'vitest'
import type { Prediction } from '../../../../src/evidence/counting/answer.ts'
import type { PlanMetrics } from '../../../../src/evidence/metrics-of-plan.ts'
import type { Values } from '../../../../src/routing/receipt-values.ts'
import { all, aTally, counted, exposed, fresh, hourMs, quick, startMs } from '../given.ts'
import { rowsIn, sumsOf } from './reading.ts'

const plan = counted(['errors', 'slow', 'p95', 'agreement', 'accuracy', 'pnl'])
const dayMs = 24 * hourMs
const said = (values: Values): Prediction => ({ ...quick, values })
const failed: Prediction = { failed: true, latencyMs: Number.POSITIVE_INFINITY, values: {} }
const [yes, no, dumb] = [said({ label: 'yes' }), said({ label: 'no' }), said({})]

describe('a copy', () => {
  it('is counted for the challenger, beside what the champion did with the same request', () => {
    const tally = aTally()
    const slow = { ...no, latencyMs: 300 }
    tally.under(plan).copy(exposed({ bucket: 5 }), fresh, { champion: yes, challenger: slow })
    const { variant, how, bucket, requests, pairs, sums, champion } = sumsOf(tally, 0, 'Shadow')
    expect([variant, how, bucket, requests, pairs?.incomplete]).toEqual([fresh, 'Shadow', 5, 1, 0])
    expect(sums).toMatchObject({ errors: { n: 1, events: 0 }, slow: { n: 1, events: 1 } })
    expect(champion).toMatchObject({ errors: { n: 1, events: 0 }, slow: { n: 1, events: 0 } })
    expect([sums['p95'], champion['p95']]).toMatchObject([{ n: 1 }, { n: 1 }])
  })

  it.each<[string, Prediction, Prediction, unknown]>([
    ['of the same label', yes, yes, { n: 1, events: 1 }],
    ['of another', yes, no, { n: 1, events: 0 }],
    ['that failed: it labels nothing as the champion does', yes, failed, { n: 1, events: 0 }],
    ['of which the label was not read', yes, dumb, null],
    ['beside a champion whose label was not read', dumb, yes, null],
    ['beside a champion that failed', failed, yes, null],
  ])('agrees, or not: one %s', (_, champion, challenger, agreed) => {
    const tally = aTally()
    tally.under(plan).copy(exposed(), fresh, { champion, challenger })
    expect(sumsOf(tally, 0, 'Shadow').sums['agreement']).toEqual(agreed)
  })

  it.each<[string, Prediction, Prediction | undefined, readonly [now: number, later: number]]>([
    ['both have answered', yes, no, [0, 0]],
    ['it came to nothing', yes, undefined, [1, 1]],
    ['its prediction was not read', yes, dumb, [0, 1]],
    ['the champion’s was not read', dumb, yes, [0, 1]],
    ['it failed: the champion would have stood in', yes, failed, [0, 0]],
  ])('is an incomplete pair, or not, when %s', (_, champion, challenger, [now, later]) => {
    const tally = aTally()
    tally.under(plan).copy(exposed(), fresh, { champion, challenger })
    const taken = tally.take(startMs)
    const incomplete = [0, dayMs].map(
      (delayMs) => rowsIn(taken, delayMs, 'Shadow')[0]?.pairs?.incomplete,
    )
    expect(incomplete).toEqual([now, later])
    expect(taken.events.PairIncomplete).toBe(later)
  })

  it.each<[boolean, string, Prediction | undefined, PlanMetrics]>([
    [true, 'both can be scored', yes, plan],
    [true, 'the challenger failed', failed, plan],
    [false, 'it came to nothing', undefined, plan],
    [false, 'its prediction was not read', dumb, plan],
    [false, 'no metric waits for outcomes', yes, counted(['errors', 'agreement'])],
    [false, 'outcomes say the same of both', yes, counted(['pnl'])],
    [false, 'it is of another round', yes, counted(all, { round: 2 })],
  ])('is to be kept for its outcome (%s) where %s', (isKept, _, challenger, metrics) => {
    const { copy } = aTally().under(metrics)
    expect(copy(exposed(), fresh, { champion: yes, challenger })).toBe(isKept)
  })

  it('leaves live traffic and units alone', () => {
    const tally = aTally()
    tally.under(plan).copy(exposed({ unitHash: 0.5 }), fresh, { champion: yes, challenger: no })
    const taken = tally.take(startMs)
    expect(taken.books.flatMap(({ delayMs }) => rowsIn(taken, delayMs))).toEqual([])
    expect(taken.units.rows).toEqual([])
  })
})

describe('a pair and its outcome', () => {
  const pairOf = (champion: Prediction, challenger: Prediction, truth = 'yes', hours = 0) => {
    const tally = aTally()
    const told = {
      ...{ answers: { champion, challenger }, outcome: { truth, values: { pnl: 1 } } },
      arrivedAtMs: startMs + hours * hourMs,
    }
    tally.under(plan).pair(exposed(), fresh, told)
    return tally
  }

  it.each<[string, Prediction, Prediction, readonly [ours: number, theirs: number]]>([
    ['both right', yes, yes, [1, 1]],
    ['one right', yes, no, [1, 0]],
    ['the other', no, yes, [0, 1]],
    ['a challenger that failed: the caller would have got the champion’s', no, failed, [0, 0]],
  ])('is scored for both, or for none: %s', (_, champion, challenger, [ours, theirs]) => {
    const row = sumsOf(pairOf(champion, challenger), dayMs, 'Shadow')
    expect(row.champion['accuracy']).toEqual({ n: 1, events: ours })
    expect(row.sums['accuracy']).toEqual({ n: 1, events: theirs })
  })

  it.each([
    ['one prediction was not read', pairOf(yes, dumb)],
    ['neither was', pairOf(failed, failed)],
    ['it comes too late', pairOf(yes, no, 'yes', 25)],
  ])('is scored for neither when %s', (_, tally) => {
    expect(rowsIn(tally.take(startMs), dayMs, 'Shadow')).toEqual([])
  })

  it('says nothing of a value, which is the same for both', () => {
    expect(rowsIn(pairOf(yes, no).take(startMs), hourMs, 'Shadow')).toEqual([])
  })
})
