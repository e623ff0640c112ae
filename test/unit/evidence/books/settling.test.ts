import { describe, expect, it } from 'vitest'
import { mostPages } from '../../../../src/evidence/books/open-ledger.ts'
import { liveCells, pairCells } from '../../../../src/evidence/cells/cells.ts'
import { evidenceOf } from '../../../../src/evidence/merged.ts'
import { metricsOfPlan } from '../../../../src/evidence/metrics-of-plan.ts'
import { createTally } from '../../../../src/evidence/open-tally.ts'
import type { Source, Tally } from '../../../../src/evidence/tally.ts'
import { isMature } from '../../../../src/stats/strata/maturity.ts'
import { chance } from '../../../chance.ts'
import { aTally, counted, exposed, fresh, metrics, quick, startMs, travelled } from '../given.ts'

/** Slices of a minute; truths that take 24 of them, and a day. */
const minuteMs = 60_000
const plan = metricsOfPlan({
  round: 1,
  slices: { start: '2026-11-01T00:00:00Z', length: '1m' },
  metrics: [
    metrics.errors,
    { ...metrics.accuracy, outcomeDelay: '24m' },
    { ...metrics.f1, outcomeDelay: '24h' },
  ],
})
const delays = { errors: 0, accuracy: 24 * minuteMs, f1: 24 * 60 * minuteMs } as const
const said = { ...quick, values: { label: 'yes' } }

const pagesOf = (tally: Tally, delayMs: number, source: Source) =>
  tally.books
    .filter((book) => book.delayMs === delayMs)
    .flatMap(({ ledgers }) => ledgers.filter((ledger) => ledger.source === source))
    .flatMap(({ pages }) => pages)

/** One request a minute, its truth twenty minutes later, its copy too; looked at every few minutes. */
function watched(minutes: number, look: (tally: Tally, nowMs: number) => void) {
  const random = chance(5)
  const tally = aTally()
  const { request, outcome, copy, pair } = tally.under(plan)
  const answers = { champion: said, challenger: said }
  for (let minute = 0; minute < minutes; minute++) {
    const exposedAtMs = startMs + minute * minuteMs
    const receipt = exposed({ slice: minute, exposedAtMs, values: { label: 'yes' } })
    const [told, arrivedAtMs] = [{ truth: 'yes' }, exposedAtMs + 20 * minuteMs]
    request(receipt, quick)
    outcome(receipt, told, arrivedAtMs)
    copy(receipt, fresh, answers)
    pair(receipt, fresh, { answers, outcome: told, arrivedAtMs })
    const nowMs = startMs + (minute + random()) * minuteMs
    if (random() < 0.2) look(tally.take(nowMs), nowMs)
  }
  return tally
}

describe('pages', () => {
  it('stay few, however long a round is, and nothing is lost of them', () => {
    let most = 0
    const tally = watched(6000, (taken) => {
      for (const delayMs of Object.values(delays))
        for (const source of ['Live', 'Shadow'] as const)
          most = Math.max(most, pagesOf(taken, delayMs, source).length / mostPages[source])
    })
    const taken = tally.take(startMs + 1e6 * minuteMs)
    process.stdout.write(
      `a tally of 6,000 slices: ${JSON.stringify(taken).length} bytes; at most ${most.toFixed(2)} of its pages\n`,
    )
    expect(most).toBeLessThanOrEqual(1)
    for (const delayMs of Object.values(delays))
      for (const source of ['Live', 'Shadow'] as const) {
        const rows = pagesOf(taken, delayMs, source).flatMap((page) => page.rows)
        expect(rows.reduce((sum, { requests }) => sum + requests, 0)).toBe(6000)
      }
    const evidence = evidenceOf([taken], 1)
    for (const { metric } of plan.byOutcome) {
      const live = liveCells(evidence, metric).cells.map(({ statistic }) => sizeOf(statistic))
      const pairs = pairCells(evidence, metric).cells.map(({ statistic }) => {
        expect(sizeOf(statistic.champion)).toBe(sizeOf(statistic.challenger))
        return sizeOf(statistic.champion)
      })
      expect([sum(live), sum(pairs)]).toEqual([6000, 6000])
    }
  })

  it('of live traffic become one where nothing is waited for; of pairs they stay as long as each other', () => {
    const taken = watched(3000, () => {}).take(startMs + 1e6 * minuteMs)
    expect(pagesOf(taken, delays.f1, 'Live')).toHaveLength(1)
    const ends = pagesOf(taken, delays.f1, 'Shadow').map(({ slice }) => slice)
    expect(ends.length).toBeGreaterThan(mostPages.Shadow / 2)
    const lengths = new Set(ends.slice(1, -1).map((end, i) => end - (ends[i] ?? 0)))
    expect([...lengths]).toEqual([32])
  })

  it('take what comes for a slice that is long joined', () => {
    const tally = watched(200, () => {})
    tally.take(startMs + 1e6 * minuteMs)
    const again = createTally(travelled(tally.take(startMs + 1e6 * minuteMs)))
    again.under(plan).request(exposed({ slice: 3 }), quick)
    const pages = pagesOf(again.take(startMs), 0, 'Live')
    expect(pages.map(({ slice, rows }) => [slice, rows[0]?.requests])).toEqual([[199, 201]])
  })
})

describe('evidence grows from look to look', () => {
  /** How many outcomes of a metric may be judged, by a clock that is so far ahead. */
  const mature = (taken: Tally, delayMs: number, nowMs: number, source: Source) =>
    sum(
      pagesOf(taken, delayMs, source)
        .filter(({ slice }) => isMature(slice, plan.slices, { delayMs, nowMs }))
        .flatMap(({ rows }) => rows.map(({ requests }) => requests)),
    )

  it.each([-9000, 0, 9000])('by a clock that is %i ms ahead', (aheadMs) => {
    const seen = new Map<string, number>()
    watched(4000, (taken, nowMs) => {
      for (const delayMs of Object.values(delays))
        for (const source of ['Live', 'Shadow'] as const) {
          const name = `${delayMs} ${source}`
          const now = mature(taken, delayMs, nowMs + aheadMs, source)
          expect(now).toBeGreaterThanOrEqual(seen.get(name) ?? 0)
          seen.set(name, now)
        }
    })
    expect(Math.min(...seen.values())).toBeGreaterThan(2000)
  })

  it('and would not, by a clock that is further off: the look would forget what it knew', () => {
    let [before, hasShrunk] = [0, false]
    watched(400, (taken, nowMs) => {
      const now = mature(taken, delays.accuracy, nowMs - 60_000, 'Live')
      hasShrunk ||= now < before
      before = now
    })
    expect(hasShrunk).toBe(true)
  })

  it('is not judged much later than it could be: by a 24th of the delay', () => {
    const lags: number[] = []
    watched(4000, (taken, nowMs) => {
      for (const delayMs of [delays.accuracy, delays.f1]) {
        const due = Math.floor((nowMs - startMs - delayMs) / minuteMs)
        const lag = (due - mature(taken, delayMs, nowMs, 'Live')) * minuteMs
        if (due > 0) lags.push(lag / Math.max(delayMs, 1))
      }
    })
    expect(lags.length).toBeGreaterThan(500)
    expect(Math.max(...lags)).toBeLessThanOrEqual(1 / 24 + 0.01)
  })
})

it('joins nothing before it knows a plan: nobody has said how long a slice is', () => {
  const tally = aTally()
  const { request } = tally.under(counted(['errors']))
  for (let slice = 0; slice < 50; slice++) request(exposed({ slice }), quick)
  const again = createTally(travelled(tally.take(startMs)))
  expect(pagesOf(again.take(1e15), 0, 'Live')).toHaveLength(50)
  again.under(counted(['errors']))
  expect(pagesOf(again.take(1e15), 0, 'Live')).toHaveLength(1)
})

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)

/** Of counts, or of categories. */
function sizeOf(statistic: unknown): number {
  if (Array.isArray(statistic)) return sum(statistic)
  return (statistic as { readonly n: number }).n
}
