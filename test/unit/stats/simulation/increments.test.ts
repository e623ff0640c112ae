import { expect, it } from 'vitest'
import { createExperiment } from '../../../../src/stats/simulation/experiment.ts'
import { createIncrements, type Independent } from '../../../../src/stats/simulation/increments.ts'
import { cellsOf, type Live, type Look, looksAt } from '../../../../src/stats/simulation/look.ts'
import { timeOf } from '../../../../src/stats/simulation/traffic.ts'
import { moments, summaryOf } from '../../../../src/stats/sums/moments.ts'
import { total } from '../../../../src/stats/sums/statistic.ts'
import { distanceOfTwo } from './fit.ts'
import { aRate, aScenario, aValue, counted, requestsOf, totalOf } from './given.ts'

/** One number out of a look, of which both generators must have the same law. */
type Figure = (look: Look) => number

const runs = 500

/** How far apart the two generators are in a figure of the last of three looks: 2 is once in 1,500. */
function apart(scenario: Independent, figures: readonly Figure[]): readonly number[] {
  const times = [20, 90, 400].map((n) => timeOf(scenario.traffic, n))
  const rows = (create: (scenario: Independent, seed: number, run: number) => Live, seed: number) =>
    Array.from({ length: runs }, (_, run) => {
      const looks = [...looksAt(create(scenario, seed, run), times)]
      return figures.map((figure) => looks.map(figure))
    })
  const [single, sums] = [rows(createExperiment, 11), rows(createIncrements, 12)]
  const at = (table: typeof sums, figure: number, look: number) =>
    Float64Array.from(table, (row) => row[figure]?.[look] ?? 0)
  return figures.flatMap((_, figure) =>
    times.map((_, look) => distanceOfTwo(at(single, figure, look), at(sums, figure, look))),
  )
}

const events =
  (named: Parameters<typeof totalOf>[1]): Figure =>
  (look) =>
    totalOf(cellsOf(look, 'errors', 'Events'), named).events
const seen =
  (named: Parameters<typeof totalOf>[1]): Figure =>
  (look) =>
    totalOf(cellsOf(look, 'errors', 'Events'), named).n
const lift: Figure = (look) => {
  const [a, b] = ['old', 'new'].map((variant) =>
    totalOf(cellsOf(look, 'errors', 'Events'), { variant }),
  )
  return (b?.events ?? 0) / ((b?.n ?? 0) + 1) - (a?.events ?? 0) / ((a?.n ?? 0) + 1)
}
const values =
  (figure: 'mean' | 'variance' | 'skew', variant: string): Figure =>
  (look) => {
    const cells = cellsOf(look, 'pnl', 'Values').filter(({ key }) => key.variant === variant)
    const summary = summaryOf(
      total(
        moments(10),
        cells.map(({ statistic }) => statistic),
      ),
    )
    return figure in summary && 'mean' in summary ? summary[figure] : 0
  }

const ramp = [0.05, 0.2, 0.5].map((share, i) => ({ fromMs: i * 12_000, shares: [share] }))
const daily = { perSecond: 10, swing: { by: 0.8, periodMs: 30_000 } }
const trend = { kind: 'Trend', factor: 3, overMs: 35_000 } as const
const rates = (given: Parameters<typeof aRate>[0], metric = {}) => ({
  metrics: [counted('errors', 'Events', aRate({ rates: [0.2, 0.3], ...given }), metric)],
})
const [event, other] = [
  { kind: 'Within', ms: 9000 },
  { kind: 'At', ms: 9000 },
] as const

it.each<readonly [string, Independent, readonly Figure[]]>([
  [
    'plain rates',
    aScenario(rates({})),
    [lift, events({ variant: 'new' }), (look) => requestsOf(look)],
  ],
  [
    'a ramp with a trend',
    aScenario({ steps: ramp, ...rates({ course: trend }) }),
    [lift, events({ epoch: 1, variant: 'new' }), seen({ epoch: 2, variant: 'old' })],
  ],
  [
    'day and night',
    aScenario({ traffic: daily, ...rates({ course: trend }) }),
    [lift, events({}), (look) => requestsOf(look)],
  ],
  [
    'three variants in slices',
    aScenario({
      variants: ['old', 'new', 'bold'],
      steps: [{ fromMs: 0, shares: [0.1, 0.4] }],
      sliceMs: 7000,
      ...rates({ rates: [0.2, 0.3, 0.1] }),
    }),
    [events({ variant: 'bold' }), events({ slice: 2 }), seen({ variant: 'old' })],
  ],
  [
    'fallbacks',
    aScenario({ hard: 0.3, timeouts: [0, 0.5], ...rates({ onHard: 3 }) }),
    [lift, events({ how: 'Fallback' }), events({ variant: 'new', how: 'Normal' })],
  ],
  [
    'failing fallbacks',
    aScenario({ hard: 0.3, timeouts: [0, 0.5], ...rates({ fallbackIsEvent: true }) }),
    [lift, seen({ how: 'Fallback' })],
  ],
  [
    'lost units, missing outcomes',
    aScenario({ faults: { lostUnits: [0, 0.4] }, ...rates({}, { missing: [0.3, 0.1] }) }),
    [lift, seen({ variant: 'new' }), (look) => requestsOf(look)],
  ],
  [
    'delays by label',
    aScenario({ sliceMs: 3000, ...rates({}, { arrival: { event, other, limitMs: 9000 } }) }),
    [lift, events({}), seen({}), seen({ slice: 1 })],
  ],
  [
    'late outcomes',
    aScenario({
      ...rates(
        {},
        { arrival: { event: { kind: 'Exponential', meanMs: 5000 }, other, limitMs: 9000 } },
      ),
    }),
    [lift, events({}), seen({})],
  ],
  [
    'normal values',
    aScenario({
      hard: 0.2,
      timeouts: [0, 0.5],
      metrics: [counted('pnl', 'Values', aValue({ means: [10, 11] }))],
    }),
    [
      values('mean', 'old'),
      values('mean', 'new'),
      values('variance', 'new'),
      values('skew', 'new'),
    ],
  ],
  [
    'normal values that drift',
    aScenario({ metrics: [counted('pnl', 'Values', aValue({ course: trend }))] }),
    [values('mean', 'old'), values('variance', 'new'), values('skew', 'new')],
  ],
  [
    'lognormal values',
    aScenario({
      metrics: [counted('pnl', 'Values', aValue({ law: { kind: 'Lognormal', deviation: 1 } }))],
    }),
    [values('mean', 'old'), values('variance', 'new'), values('skew', 'new')],
  ],
  [
    't values on hard requests',
    aScenario({
      hard: 0.2,
      timeouts: [0, 0.5],
      metrics: [
        counted('pnl', 'Values', aValue({ law: { kind: 'Student', degrees: 3, scale: 1 } })),
      ],
    }),
    [values('mean', 'old'), values('mean', 'new')],
  ],
])('%s: sums have the law that single requests give them', (_, scenario, figures) => {
  for (const distance of apart(scenario, figures)) expect(distance).toBeLessThan(2)
})

it('has a negative control: rates that differ by a tenth are told apart', () => {
  const figure = (scenario: Independent, seed: number) =>
    Float64Array.from({ length: runs }, (_, run) => {
      const live = createIncrements(scenario, seed, run)
      live.advance(40_000)
      return events({})(live.look())
    })
  const [one, other] = [aScenario(rates({})), aScenario(rates({ rates: [0.22, 0.33] }))]
  expect(distanceOfTwo(figure(one, 1), figure(other, 2))).toBeGreaterThan(2)
  expect(distanceOfTwo(figure(one, 1), figure(one, 2))).toBeLessThan(2)
})

it('says the same for the same scenario, seed and run, and keeps epochs set by hand', () => {
  const scenario = aScenario({ steps: ramp, ...rates({}) })
  const bytes = (seed: number, run: number) => {
    const live = createIncrements(scenario, seed, run)
    const looks = [...looksAt(live, [5000, 30_000])]
    live.change([0.1])
    live.advance(60_000)
    return JSON.stringify([...looks, live.look()])
  }
  expect(bytes(3, 4)).toBe(bytes(3, 4))
  expect(bytes(3, 4)).not.toBe(bytes(3, 5))
  expect(bytes(3, 4)).toContain('"epoch":3,"shares":{"old":0.9,"new":0.1}')
})

it('has room for a billion requests', () => {
  const live = createIncrements(aScenario({ traffic: { perSecond: 1e6 }, ...rates({}) }), 5)
  live.advance(1_000_000)
  const look = live.look()
  expect(Math.abs(requestsOf(look) - 1e9)).toBeLessThan(5 * Math.sqrt(1e9))
  const { n, events } = totalOf(cellsOf(look, 'errors', 'Events'), { variant: 'new' })
  expect(Math.abs(events - 0.3 * n)).toBeLessThan(5 * Math.sqrt(0.21 * n))
})
