import { expect, it } from 'vitest'
import { stream } from '../../../../../src/stats/simulation/chance.ts'
import { momentCounter } from '../../../../../src/stats/simulation/counting/moments.ts'
import { drawPowers } from '../../../../../src/stats/simulation/counting/normal-powers.ts'
import { pairCounters } from '../../../../../src/stats/simulation/counting/pairs.ts'
import { counters, shiftOf } from '../../../../../src/stats/simulation/counting/statistics.ts'
import { steady } from '../../../../../src/stats/simulation/course.ts'
import { drawNormal } from '../../../../../src/stats/simulation/draws/normal.ts'
import type { Model } from '../../../../../src/stats/simulation/outcomes/model.ts'
import type { Outcome } from '../../../../../src/stats/simulation/outcomes/outcome.ts'
import { confusion, withLabels } from '../../../../../src/stats/sums/confusion.ts'
import { latencyHistogram, withLatency } from '../../../../../src/stats/sums/latency-histogram.ts'
import {
  type Moments,
  moments,
  summaryOf,
  withValue,
} from '../../../../../src/stats/sums/moments.ts'
import { scoreHistogram, withScore } from '../../../../../src/stats/sums/score-histogram.ts'
import { vectorMoments, withVector } from '../../../../../src/stats/sums/vector-moments.ts'
import { vectorSummaryOf } from '../../../../../src/stats/sums/vector-summary.ts'
import { distanceOfTwo } from '../fit.ts'
import { aRate, aValue } from '../given.ts'

const chance = stream(1, 'counting')
const numbers: readonly Outcome[] = Array.from({ length: 500 }, () => ({
  first: 10 + 3 * drawNormal(chance),
  second: 12 + drawNormal(chance),
}))
const labels: readonly Outcome[] = Array.from({ length: 500 }, () => ({
  first: chance() < 0.3 ? 1 : 0,
  second: chance(),
}))

function count<S>(
  counter: { add: (o: Outcome) => void; read: () => S },
  outcomes: readonly Outcome[],
): S {
  for (const outcome of outcomes) counter.add(outcome)
  return counter.read()
}

it.each([
  ['Values', ({ first }: Outcome) => first],
  ['SquaredErrors', ({ first, second }: Outcome) => (second - first) ** 2],
  ['AbsoluteErrors', ({ first, second }: Outcome) => Math.abs(second - first)],
  ['Brier', ({ first, second }: Outcome) => (second - first) ** 2],
] as const)('%s are the moments that travel, but for roundings', (kind, measure) => {
  const quick = count(counters[kind]({ edgeMs: 0, shift: 9 }), numbers)
  const exact = numbers.reduce<Moments>(
    (m, outcome) => withValue(m, measure(outcome)),
    moments(9).none,
  )
  expect(quick).toEqual(closeTo(exact))
  expect(summaryOf(quick)).toEqual(closeTo(summaryOf(exact)))
})

it('Ratio and Explained are the vector moments that travel', () => {
  const ratio = numbers.reduce(
    (m, { first, second }) => withVector(m, [first, second]),
    vectorMoments([0, 0], 3).none,
  )
  const quick = count(counters.Ratio({ edgeMs: 0, shift: 0 }), numbers)
  expect(quick).toEqual(closeTo(ratio))
  expect(vectorSummaryOf(quick)).toEqual(closeTo(vectorSummaryOf(ratio)))
  const covaried = numbers.reduce(
    (m, { first, second }) => withVector(m, [first, second]),
    vectorMoments([9, 0], 3).none,
  )
  expect(count(counters.Covaried({ edgeMs: 0, shift: 9 }), numbers)).toEqual(closeTo(covaried))
  const explained = numbers.reduce(
    (m, { first, second }) => withVector(m, [(second - first) ** 2, first - 9, (first - 9) ** 2]),
    vectorMoments([0, 0, 0], 3).none,
  )
  expect(count(counters.Explained({ edgeMs: 0, shift: 9 }), numbers)).toEqual(closeTo(explained))
})

it('Confusion, Scores and Hits count what the labels say', () => {
  const yesOrNo = (yes: boolean) => (yes ? 'yes' : 'no')
  const table = labels.reduce(
    (c, o) => withLabels(c, yesOrNo(o.first === 1), yesOrNo(o.second >= 0.5)),
    confusion.none,
  )
  expect(count(counters.Confusion({ edgeMs: 0, shift: 0 }), labels)).toEqual(table)
  expect(count(counters.Confusion({ edgeMs: 0, shift: 0 }), [])).toEqual(confusion.none)
  const scores = labels.reduce((h, o) => withScore(h, o.second, o.first === 1), scoreHistogram.none)
  expect(count(counters.Scores({ edgeMs: 0, shift: 0 }), labels)).toEqual(scores)
  const events = labels.filter(({ first, second }) => (first === 1) === second >= 0.5).length
  expect(count(counters.Hits({ edgeMs: 0, shift: 0 }), labels)).toEqual({ n: 500, events })
})

it('Latencies and Above count what lies above the edge', () => {
  const histogram = numbers.reduce(
    (h, { first }) => withLatency(h, first),
    latencyHistogram([11]).none,
  )
  expect(count(counters.Latencies({ edgeMs: 11, shift: 0 }), numbers)).toEqual(histogram)
  const events = numbers.filter(({ first }) => first > 11).length
  expect(count(counters.Above({ edgeMs: 11, shift: 0 }), numbers)).toEqual({ n: 500, events })
})

it.each(
  Object.keys(counters) as (keyof typeof counters)[],
)('%s: many at once are one by one', (kind) => {
  const [one, many] = [0, 1].map(() => counters[kind]({ edgeMs: 11, shift: 0 }))
  for (const outcome of labels.slice(0, 50)) {
    for (let n = 0; n < 3; n++) one?.add(outcome)
    many?.add(outcome, 3)
  }
  expect(many?.read()).toEqual(closeTo(one?.read()))
})

it('takes moments about the champion’s mean at the start', () => {
  const truths: Model = { kind: 'Truths', mean: 7, deviation: 1, errors: [3, 4] }
  const rows = [aValue({ means: [4, 5] }), aRate(), truths].map((model) => shiftOf(model, 'Values'))
  expect(rows).toEqual([4, 0, 3])
  expect(
    shiftOf({ kind: 'Ratio', ratios: [1], course: steady, more: 0, deviation: 0 }, 'Ratio'),
  ).toBe(0)
})

it('counts pairs, and those of which one is missing', () => {
  const seen = [
    [1, 1],
    [1, 0],
    [0, 1],
    [0, 1],
    [0, 0],
    [1, undefined],
  ] as const
  const read = (kind: keyof typeof pairCounters) => {
    const counter = pairCounters[kind](0)
    for (const [champion, challenger] of seen) counter.add(champion, challenger)
    return counter.read()
  }
  expect(read('Pairs')).toEqual({
    both: 1,
    onlyChampion: 1,
    onlyChallenger: 2,
    neither: 1,
    incomplete: 1,
  })
  expect(read('BothEvents')).toEqual({
    champion: { n: 5, events: 2 },
    challenger: { n: 5, events: 3 },
  })
  expect(read('Differences')).toMatchObject({ n: 5, sum: [1, 0, 0] })
  expect(read('BothValues')).toMatchObject({ champion: { n: 5 }, challenger: { sum: [3, 0, 0] } })
})

it.each([100, 400])('draws the sums of %i normal values as if it had drawn the values', (n) => {
  const law = { mean: 3, deviation: 2, shift: 2.5 }
  const [quick, slow] = [stream(2, n), stream(3, n)]
  const summaries = (make: () => Moments) =>
    Array.from({ length: 3000 }, () => {
      const summary = summaryOf(make())
      return 'skew' in summary ? summary : { mean: 0, variance: 0, skew: 0 }
    })
  const drawn = summaries(() => {
    const counter = momentCounter(law.shift, () => 0)
    counter.addMany(drawPowers(quick, n, law))
    return counter.read()
  })
  const each = summaries(() => {
    const counter = momentCounter(law.shift, ({ first }) => first)
    for (let i = 0; i < n; i++) counter.add({ first: 3 + 2 * drawNormal(slow), second: 0 })
    return counter.read()
  })
  for (const figure of ['mean', 'variance', 'skew'] as const) {
    const of = (rows: typeof drawn) => Float64Array.from(rows, (row) => row[figure])
    expect(distanceOfTwo(of(drawn), of(each))).toBeLessThan(2)
  }
})

/** The same record, its numbers to nine digits. */
function closeTo(value: unknown): unknown {
  if (typeof value === 'number')
    return expect.closeTo(value, 6 - Math.ceil(Math.log10(Math.abs(value) + 1)))
  if (Array.isArray(value)) {
    const isTriple = value.length === 3 && value.every((x) => typeof x === 'number')
    // Plain doubles have no more than the first of three.
    return isTriple
      ? [closeTo(value[0]), expect.any(Number), expect.any(Number)]
      : value.map(closeTo)
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, closeTo(each)]))
}
