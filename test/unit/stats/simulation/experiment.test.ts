import { expect, it } from 'vitest'
import { createExperiment } from '../../../../src/stats/simulation/experiment.ts'
import { cellsOf, looksAt } from '../../../../src/stats/simulation/look.ts'
import type { Scenario } from '../../../../src/stats/simulation/scenario.ts'
import { cohortsOf } from '../../../../src/stats/sums/cohorts.ts'
import { summaryOf } from '../../../../src/stats/sums/moments.ts'
import { misfit } from './fit.ts'
import {
  aRate,
  aScenario,
  aValue,
  counted,
  lookAfter,
  requestsOf,
  score,
  totalOf,
} from './given.ts'

const sticky: Scenario = {
  ...aScenario(),
  units: { kind: 'Sticky', count: 300, exponent: 0.8, correlation: 0.3 },
}

const everything: Scenario = {
  ...sticky,
  variants: ['old', 'new', 'bold'],
  steps: [
    { fromMs: 0, shares: [0.05, 0.05] },
    { fromMs: 60_000, shares: [0.2, 0.2] },
  ],
  sliceMs: 20_000,
  hard: 0.1,
  timeouts: [0, 0.5, 0.2],
  metrics: [
    counted('errors', 'Events', aRate({ rates: [0.1, 0.1, 0.1], fallbackIsEvent: true })),
    counted('pnl', 'Values', aValue({ means: [10, 10, 10] }), {
      arrival: {
        event: { kind: 'Exponential', meanMs: 9000 },
        other: { kind: 'At', ms: 0 },
        limitMs: 40_000,
      },
    }),
  ],
  shadow: {
    part: 0.3,
    lost: [0.1, 0],
    metrics: [
      {
        name: 'agreement',
        as: 'Pairs',
        model: {
          kind: 'Events',
          both: 0.8,
          championOnly: [0.05, 0.05],
          challengerOnly: [0.05, 0.1],
          serial: 0.2,
        },
      },
    ],
  },
  faults: { lostUnits: [0, 0, 0.2], bots: [{ perSecond: 3, fromMs: 5000, toMs: 90_000 }] },
}

it('says the same, to the last byte, for the same scenario, seed and run, however often one looks', () => {
  const bytes = (look: unknown) => JSON.stringify(look)
  const once = createExperiment(everything, 7)
  once.advance(120_000)
  const often = [...looksAt(createExperiment(everything, 7), [1, 5000, 60_000, 60_000, 120_000])]
  expect(bytes(often.at(-1))).toBe(bytes(once.look()))
  const [again, seed, run] = [
    createExperiment(everything, 7),
    createExperiment(everything, 8),
    createExperiment(everything, 7, 1),
  ]
  for (const live of [again, seed, run]) live.advance(120_000)
  expect(bytes(again.look())).toBe(bytes(once.look()))
  expect(bytes(seed.look())).not.toBe(bytes(once.look()))
  expect(bytes(run.look())).not.toBe(bytes(once.look()))
})

it('gives metrics chance of their own: another metric, or another effect, leaves the others as they were', () => {
  const two = { ...sticky, metrics: [...sticky.metrics, counted('pnl', 'Values', aValue())] }
  const [errors, other] = [lookAfter(3000, sticky), lookAfter(3000, two)]
  expect(cellsOf(other, 'errors', 'Events')).toEqual(cellsOf(errors, 'errors', 'Events'))
  expect(other.exposures).toEqual(errors.exposures)
})

it('has the rates of its variants, at their shares', () => {
  const scenario = aScenario({
    variants: ['old', 'new', 'bold'],
    steps: [{ fromMs: 0, shares: [0.1, 0.3] }],
    metrics: [counted('errors', 'Events', aRate({ rates: [0.1, 0.2, 0.02] }))],
  })
  const look = lookAfter(40_000, scenario)
  const totals = scenario.variants.map((variant) =>
    totalOf(cellsOf(look, 'errors', 'Events'), { variant }),
  )
  expect(
    misfit(
      totals.map(({ n }) => n),
      [0.6, 0.1, 0.3],
    ),
  ).toBeLessThan(4)
  for (const [i, rate] of [0.1, 0.2, 0.02].entries())
    expect(score(totals[i]?.n ?? 0, totals[i]?.events ?? 0, rate)).toBeLessThan(4)
  expect(requestsOf(look)).toBe(totals.reduce((sum, { n }) => sum + n, 0))
  expect(look.epochs).toEqual([
    { epoch: 0, shares: { old: expect.closeTo(0.6, 9), new: 0.1, bold: 0.3 } },
  ])
})

it('fills all buckets evenly, and has no unit sample where nobody comes back', () => {
  const look = lookAfter(20_000, aScenario())
  const buckets = Array.from({ length: 64 }, (_, bucket) => requestsOf(look, { bucket }))
  expect(misfit(buckets, new Array(64).fill(1 / 64))).toBeLessThan(4)
  expect(look.units).toBeUndefined()
})

it('follows its ramp: shares, epochs and slices change when they should', () => {
  const steps = [0.05, 0.2, 0.5].map((share, i) => ({ fromMs: i * 600_000, shares: [share] }))
  const scenario = aScenario({ steps, sliceMs: 200_000 })
  const live = createExperiment(scenario, 3)
  live.advance(1_800_000 - 1)
  const look = live.look()
  for (const [epoch, share] of [0.05, 0.2, 0.5].entries()) {
    const n = requestsOf(look, { epoch })
    expect(score(n, requestsOf(look, { epoch, variant: 'new' }), share)).toBeLessThan(4)
    const slices = look.exposures
      .filter(({ key }) => key.epoch === epoch)
      .map(({ key }) => key.slice)
    expect([...new Set(slices)].sort()).toEqual([0, 1, 2].map((i) => 3 * epoch + i))
  }
  live.change([0])
  live.advance(2_000_000)
  expect(requestsOf(live.look(), { epoch: 3, variant: 'new' })).toBe(0)
  expect(live.look().epochs.at(-1)).toEqual({ epoch: 3, shares: { old: 1, new: 0 } })
})

it('a rate drifts over time for all variants alike', () => {
  const course = { kind: 'Trend', factor: 3, overMs: 2_000_000 } as const
  const look = lookAfter(
    20_000,
    aScenario({ sliceMs: 500_000, metrics: [counted('errors', 'Events', aRate({ course }))] }),
  )
  for (const [slice, factor] of [1.25, 1.75, 2.25, 2.75].entries())
    for (const variant of ['old', 'new']) {
      const { n, events } = totalOf(cellsOf(look, 'errors', 'Events'), { slice, variant })
      expect(score(n, events, 0.1 * factor)).toBeLessThan(4)
    }
})

it('has units that keep their variant and bucket, and repeat themselves', () => {
  const look = lookAfter(20_000, sticky)
  const cohorts = cohortsOf(look.units ?? { level: 0, rows: [] }, 'errors')
  expect(cohorts.reduce((sum, { units }) => sum + units, 0)).toBeGreaterThan(280)
  expect(cohorts.reduce((sum, { requests }) => sum + requests, 0)).toBe(requestsOf(look))
})

it('outcomes of one unit are alike as much as they should be, and not at all if they should not', () => {
  const spread = (correlation: number) => {
    const units = { kind: 'Sticky', count: 1000, exponent: 0, correlation } as const
    const metrics = [counted('errors', 'Events', aRate({ rates: [0.5, 0.5] }))]
    const cells = cellsOf(lookAfter(20_000, { ...sticky, units, metrics }), 'errors', 'Events')
    const buckets = Map.groupBy(cells, ({ key }) => key.bucket)
    const squares = [...buckets.values()].map((own) => {
      const { n, events } = totalOf(own)
      return (events - n / 2) ** 2 / (n / 4)
    })
    return squares.reduce((sum, square) => sum + square, 0) / buckets.size
  }
  const error = Math.sqrt(2 / 64)
  expect(Math.abs(spread(0) - 1)).toBeLessThan(3 * error)
  // Each unit comes 20 times, give or take its own chance: a design effect of 1 + 20 · 0.3.
  expect(Math.abs(spread(0.3) / 7 - 1)).toBeLessThan(3 * error)
})

it('tells positives within the delay, negatives at its end, and judges who wrongly believes the first news', () => {
  const arrival = {
    event: { kind: 'Within', ms: 600_000 },
    other: { kind: 'At', ms: 600_000 },
    limitMs: 600_000,
  } as const
  const scenario = aScenario({
    sliceMs: 25_000,
    metrics: [counted('clicks', 'Events', aRate({ rates: [0.3, 0.3] }), { arrival })],
  })
  const live = createExperiment(scenario, 4)
  const [early, late] = looksAt(live, [600_000 - 1, 1_200_000])
  if (early === undefined || late === undefined) throw new Error('two looks')
  const first = totalOf(cellsOf(early, 'clicks', 'Events'))
  expect(first.events).toBe(first.n)
  expect(first.n).toBeGreaterThan(500)
  for (const slice of [0, 10, 23]) {
    const { n, events } = totalOf(cellsOf(late, 'clicks', 'Events'), { slice })
    expect(n).toBe(requestsOf(late, { slice }))
    expect(score(n, events, 0.3)).toBeLessThan(4)
  }
})

it('leaves out what is late, and what is missing of a variant', () => {
  const arrival = {
    event: { kind: 'Exponential', meanMs: 10_000 },
    other: { kind: 'Exponential', meanMs: 10_000 },
    limitMs: 10_000,
  } as const
  const scenario = aScenario({
    metrics: [
      counted('late', 'Events', aRate(), { arrival }),
      counted('missing', 'Events', aRate(), { missing: [0, 0.25] }),
    ],
  })
  const live = createExperiment(scenario, 5)
  live.advance(2_000_000)
  const look = live.look()
  const known = (metric: string, variant: string) =>
    totalOf(cellsOf(look, metric, 'Events'), { variant }).n
  const sent = (variant: string) => requestsOf(look, { variant })
  expect(known('late', 'new') / sent('new')).toBeCloseTo(1 - Math.exp(-1), 1.5)
  expect(known('missing', 'old')).toBe(sent('old'))
  expect(score(sent('new'), known('missing', 'new'), 0.75)).toBeLessThan(4)
})

it('the champion answers hard requests that time out, and they count for who was assigned', () => {
  const scenario = aScenario({
    hard: 0.2,
    timeouts: [1, 0.5],
    metrics: [
      counted('errors', 'Events', aRate({ rates: [0.1, 0], fallbackIsEvent: true })),
      counted('champion fails', 'Events', aRate({ rates: [1, 0] })),
      counted('wrong', 'Events', aRate({ rates: [0.2, 0.2], onHard: 3 })),
    ],
  })
  const look = lookAfter(40_000, scenario)
  const total = (metric: string, variant: string, how?: 'Normal' | 'Fallback') =>
    totalOf(cellsOf(look, metric, 'Events'), { variant, ...(how && { how }) })
  const [fell, all] = [total('errors', 'new', 'Fallback'), total('errors', 'new')]
  expect(score(all.n, fell.n, 0.1)).toBeLessThan(4)
  expect([fell.events, all.events]).toEqual([fell.n, fell.n])
  expect(total('errors', 'old', 'Fallback').n).toBe(0)
  for (const variant of ['old', 'new']) {
    const { n, events } = total('wrong', variant)
    expect(score(n, events, 0.2)).toBeLessThan(4)
  }
  expect(total('champion fails', 'new', 'Fallback').events).toBe(fell.n)
  expect(total('champion fails', 'new', 'Normal').events).toBe(0)
  // The negative control: scored by who answered, the challenger seems to be better.
  expect(total('wrong', 'new', 'Normal').events / total('wrong', 'new', 'Normal').n).toBeLessThan(
    0.185,
  )
})

it('a sample ratio mismatch really is one, and without the fault there is none', () => {
  const mismatch = (lostUnits: readonly number[]) => {
    const look = lookAfter(40_000, {
      ...sticky,
      units: { kind: 'Sticky', count: 20_000, exponent: 0, correlation: 0 },
      faults: { lostUnits },
    })
    const counts = ['old', 'new'].map(
      (variant) => (look.units?.rows ?? []).filter((row) => row.variant === variant).length,
    )
    return misfit(counts, [0.5, 0.5])
  }
  expect(mismatch([0, 0])).toBeLessThan(4)
  expect(mismatch([0, 0.2])).toBeGreaterThan(6)
})

it('a bot is one unit with thousands of requests', () => {
  const bots = [{ perSecond: 20, fromMs: 100_000, toMs: 300_000 }]
  const look = lookAfter(5000, { ...sticky, faults: { bots } })
  const most = (look.units?.rows ?? []).reduce((a, b) => (a.n > b.n ? a : b))
  expect(Math.abs(most.n - 4000)).toBeLessThan(260)
  expect(look.units?.rows.filter(({ n }) => n > 2000)).toHaveLength(1)
})

it('a shadow answers copies: pairs by challenger, incomplete ones too, and no live evidence of its own', () => {
  const scenario = { ...everything, steps: [{ fromMs: 0, shares: [0, 0] }], faults: {} }
  const look = lookAfter(10_000, scenario)
  expect(requestsOf(look)).toBe(requestsOf(look, { variant: 'old' }))
  for (const [variant, lost] of [
    ['new', 0.1],
    ['bold', 0],
  ] as const) {
    const cells = cellsOf(look, 'agreement', 'Pairs').filter(({ key }) => key.variant === variant)
    expect(cells.every(({ key }) => key.source === 'Shadow' && key.how === 'Shadow')).toBe(true)
    const incomplete = cells.reduce((sum, { statistic }) => sum + statistic.incomplete, 0)
    const all = cells.reduce(
      (sum, { statistic: p }) => sum + p.both + p.neither + p.onlyChampion + p.onlyChallenger,
      incomplete,
    )
    expect(score(requestsOf(look), all, 0.3)).toBeLessThan(4)
    if (lost === 0) expect(incomplete).toBe(0)
    else expect(score(all, incomplete, lost)).toBeLessThan(4)
  }
})

it('counts values with their moments, by variant', () => {
  const look = lookAfter(
    20_000,
    aScenario({ metrics: [counted('pnl', 'Values', aValue({ means: [10, 11] }))] }),
  )
  const cells = cellsOf(look, 'pnl', 'Values').filter(({ key }) => key.variant === 'new')
  const means = cells
    .map(({ statistic }) => summaryOf(statistic))
    .flatMap((s) => ('mean' in s ? s : []))
  const mean =
    means.reduce((sum, s) => sum + s.n * s.mean, 0) / means.reduce((sum, s) => sum + s.n, 0)
  expect(Math.abs(mean - 11)).toBeLessThan((4 * 2) / Math.sqrt(10_000))
})

it('knows no metric by the wrong statistic', () => {
  const look = lookAfter(100, aScenario())
  expect(cellsOf(look, 'errors', 'Values')).toEqual([])
  expect(cellsOf(look, 'nothing', 'Events')).toEqual([])
})
