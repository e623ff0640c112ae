import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../../src/evidence/counting/answer.ts'
import type { LatencyHistogram } from '../../../../src/stats/sums/latency-histogram.ts'
import { total } from '../../../../src/stats/sums/statistic.ts'
import {
  outcomeOf,
  requestOf,
  sampleCapacity,
  unitSample,
} from '../../../../src/stats/sums/unit-sample.ts'
import { below, chance } from '../../../chance.ts'
import { aTally, counted, exposed, fresh, hourMs, old, quick, startMs } from '../given.ts'
import { rowsIn, sumsOf } from './reading.ts'

const plan = counted(['errors', 'slow', 'p95', 'accuracy', 'pnl'])
const timedOut: Answer = { failed: true, latencyMs: Number.POSITIVE_INFINITY }

it.each<[string, Answer, [errors: number, slow: number, lastBucket: number]]>([
  ['a quick answer', quick, [0, 0, 0]],
  ['an answer just at the threshold', { failed: false, latencyMs: 200 }, [0, 0, 0]],
  ['one just above', { failed: false, latencyMs: 200.001 }, [0, 1, 0]],
  ['a quick failure', { failed: true, latencyMs: 3 }, [1, 0, 0]],
  ['a timeout, above every threshold', timedOut, [1, 1, 1]],
  ['an open circuit: nobody can say that it would have been fast', timedOut, [1, 1, 1]],
])('counts what the assigned variant did itself: %s', (_, own, [errors, slow, last]) => {
  const tally = aTally()
  tally.under(plan).request(exposed({ assigned: fresh, how: 'Fallback' }), own)
  const { sums, requests, variant } = sumsOf(tally, 0)
  expect([variant, requests]).toEqual([fresh, 1])
  expect(sums).toMatchObject({ errors: { n: 1, events: errors }, slow: { n: 1, events: slow } })
  const { n, buckets } = sums['p95'] as LatencyHistogram
  expect([n, new Map(buckets).get(1025) ?? 0]).toEqual([1, last])
})

it('counts the request in every book, so that missing truths can be told', () => {
  const tally = aTally()
  tally.under(plan).request(exposed(), quick)
  const taken = tally.take(startMs)
  expect(taken.books.map(({ delayMs }) => delayMs)).toEqual([0, hourMs, 24 * hourMs])
  for (const { delayMs } of taken.books)
    expect(rowsIn(taken, delayMs).map(({ requests }) => requests)).toEqual([1])
})

it('keeps apart whatever must never be added up', () => {
  const tally = aTally()
  const { request } = tally.under(plan)
  const variations = [
    {},
    { epoch: 2 },
    { slice: 1 },
    { assigned: fresh },
    { how: 'Fallback' },
    { how: 'CircuitOpen' },
    { how: 'Override' },
    { bucket: 63 },
  ] as const
  for (const given of variations) for (let i = 0; i < 3; i++) request(exposed(given), quick)
  const rows = rowsIn(tally.take(startMs), 0)
  expect(rows.map(({ requests }) => requests)).toEqual(variations.map(() => 3))
})

it('counts by name whoever has no unit, or has chosen for himself', () => {
  const tally = aTally()
  const { request } = tally.under(plan)
  request({ ...exposed(), isUnitless: true }, quick)
  request({ ...exposed(), isUnitless: false }, quick)
  request(exposed({ how: 'Override', unitHash: 0.5 }), quick)
  const { events, units } = tally.take(startMs)
  expect(events).toMatchObject({ Unitless: 1, Override: 1, Uncounted: 0 })
  expect(units.rows).toEqual([])
})

describe('the unit sample', () => {
  it('is what merging every request and every event by itself would make', () => {
    const random = chance(3)
    const tally = aTally()
    const { request, outcome } = tally.under(plan)
    const capacity = unitSample(sampleCapacity)
    const rows = Array.from({ length: 2000 }, () => {
      const unitHash = below(random, 150) / 150
      const exposure = { variant: fresh, epoch: 1 + below(random, 2), slice: below(random, 5) }
      const receipt = exposed({ ...exposure, assigned: fresh, unitHash, values: { label: 'a' } })
      const isRight = random() < 0.5
      const failed = random() < 0.1
      request(receipt, failed ? timedOut : quick)
      outcome(receipt, { truth: isRight ? 'a' : 'b' }, startMs)
      const happened = [failed && 'errors', failed && 'slow', isRight && 'accuracy']
      const events = happened.filter((name) => name !== false)
      return [requestOf(unitHash, exposure), outcomeOf(unitHash, exposure, events)]
    })
    const parts = rows.flat().map((row) => ({ level: 0, rows: [row] }))
    expect(tally.take(startMs).units).toEqual(total(capacity, parts))
  })

  it('holds whole units of all that came, and not too many of them', () => {
    const tally = aTally()
    const { request } = tally.under(plan)
    const random = chance(4)
    const hashes = Array.from({ length: 10_000 }, random)
    for (let i = 0; i < 3; i++)
      for (const unitHash of hashes) request(exposed({ assigned: old, unitHash }), quick)
    const { level, rows } = tally.take(startMs).units
    expect(rows.length).toBeLessThanOrEqual(sampleCapacity)
    expect(rows.length).toBe(hashes.filter((hash) => hash < 2 ** -level).length)
    expect(rows.every(({ n }) => n === 3)).toBe(true)
  })

  it('knows nothing of requests that say no unit, where the plan has none', () => {
    const tally = aTally()
    tally.under(plan).request(exposed(), quick)
    expect(tally.take(startMs).units).toEqual({ level: 0, rows: [] })
  })
})
