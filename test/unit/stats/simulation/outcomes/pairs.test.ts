import { expect, it } from 'vitest'
import { stream } from '../../../../../src/stats/simulation/chance.ts'
import {
  type LossPairs,
  type Pair,
  pairSource,
} from '../../../../../src/stats/simulation/outcomes/pairs.ts'
import { correlationOf, counted, meanOf, misfit, varianceOf } from '../fit.ts'

const losses = (given: Partial<LossPairs> = {}): LossPairs => ({
  kind: 'Losses',
  mean: 5,
  deviation: 2,
  correlation: 0.9,
  effects: [0.5],
  serial: 0,
  shock: { part: 0, everyMs: 1000 },
  ...given,
})

const one = { units: 1, challengers: 1 }
const differenceOf = ({ champion, challenger }: Pair) => challenger - champion

it('two losses of a request have their deviation, correlation and effect', () => {
  const pairOf = pairSource(stream(1), losses(), one)
  const pairs = Array.from({ length: 60_000 }, () => pairOf(0, 0, 0))
  const [ours, theirs] = [pairs.map((p) => p.champion), pairs.map((p) => p.challenger)]
  expect(Math.sqrt(varianceOf(ours))).toBeCloseTo(2, 1.5)
  expect(Math.sqrt(varianceOf(theirs))).toBeCloseTo(2, 1.5)
  expect(correlationOf(ours, theirs)).toBeCloseTo(0.9, 2)
  expect(meanOf(pairs.map(differenceOf))).toBeCloseTo(0.5, 1.8)
  expect(varianceOf(pairs.map(differenceOf))).toBeCloseTo(0.8, 1.5)
})

it.each([
  0, 0.8,
])('differences of one unit are a series: each remembers %f of the last', (serial) => {
  const pairOf = pairSource(stream(2), losses({ serial }), one)
  const series = Array.from({ length: 60_000 }, () => differenceOf(pairOf(0, 0, 0)))
  for (const lag of [1, 3])
    expect(correlationOf(series.slice(lag), series.slice(0, -lag))).toBeCloseTo(serial ** lag, 1.5)
  expect(varianceOf(series)).toBeCloseTo(0.8, 1)
})

it('units and challengers have series of their own', () => {
  const pairOf = pairSource(stream(3), losses({ serial: 0.95, effects: [0, 0] }), {
    units: 2,
    challengers: 2,
  })
  const rows = Array.from({ length: 20_000 }, () => [
    differenceOf(pairOf(0, 0, 0)),
    differenceOf(pairOf(0, 1, 0)),
    differenceOf(pairOf(1, 0, 0)),
  ])
  const column = (i: number) => rows.map((row) => row[i] ?? 0)
  expect(correlationOf(column(0).slice(1), column(0).slice(0, -1))).toBeCloseTo(0.95, 1)
  for (const other of [1, 2])
    expect(Math.abs(correlationOf(column(0), column(other)))).toBeLessThan(0.2)
})

it('a shock is common to all units while it lasts, and gone after', () => {
  const model = losses({ shock: { part: 0.3, everyMs: 10 } })
  const pairOf = pairSource(stream(4), model, { units: 2, challengers: 1 })
  const [ours, theirs] = [0, 1].map((unit) =>
    Array.from({ length: 20_000 }, (_, i) => differenceOf(pairOf(unit, 0, i * 10))),
  )
  expect(correlationOf(ours ?? [], theirs ?? [])).toBeCloseTo(0.3, 1.3)
  expect(Math.abs(correlationOf(ours?.slice(1) ?? [], theirs?.slice(0, -1) ?? []))).toBeLessThan(
    0.04,
  )
})

it.each([0, 0.7])('events of pairs have their chances, and repeat with %f', (serial) => {
  const chances = [0.1, 0.05, 0.15]
  const [both = 0, championOnly = 0, challengerOnly = 0] = chances
  const model = {
    kind: 'Events',
    both,
    championOnly: [championOnly],
    challengerOnly: [challengerOnly],
    serial,
  } as const
  const pairOf = pairSource(stream(5), model, one)
  const seen = Array.from({ length: 60_000 }, () => pairOf(0, 0, 0))
  const classOf = ({ champion, challenger }: Pair) => 2 * champion + challenger
  const series = seen.map(classOf)
  // Every twentieth: far enough apart to be independent.
  const thinned = series.filter((_, i) => i % 20 === 0)
  expect(misfit(counted(thinned, 4), [0.7, challengerOnly, championOnly, both])).toBeLessThan(4)
  expect(correlationOf(series.slice(1), series.slice(0, -1))).toBeCloseTo(serial, 1.5)
})
