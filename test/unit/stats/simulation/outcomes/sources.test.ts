import { expect, it } from 'vitest'
import { stream } from '../../../../../src/stats/simulation/chance.ts'
import { steady } from '../../../../../src/stats/simulation/course.ts'
import { type Model, sourceOf } from '../../../../../src/stats/simulation/outcomes/model.ts'
import type { Outcome, Situation } from '../../../../../src/stats/simulation/outcomes/outcome.ts'
import { correlationOf, distance, meanOf, normalBelow, varianceOf } from '../fit.ts'
import { aRate, aValue, score } from '../given.ts'

const usual: Situation = { answering: 0, fellBack: false, hard: false, ms: 0 }

function outcomesOf(
  model: Model,
  situation: Partial<Situation> = {},
  { n = 40_000, hardPart = 0 } = {},
): readonly Outcome[] {
  const source = sourceOf(model, hardPart)
  const chance = stream(1, JSON.stringify([model, situation]))
  const numbers = new Float64Array(source.width)
  return Array.from({ length: n }, () => {
    source.fill(chance, numbers)
    return source.outcome(numbers, { ...usual, ...situation })
  })
}

const firsts = (outcomes: readonly Outcome[]) => Float64Array.from(outcomes, ({ first }) => first)
const seconds = (outcomes: readonly Outcome[]) =>
  Float64Array.from(outcomes, ({ second }) => second)

it('a rate is that of who answers, at the time', () => {
  const model = aRate({ rates: [0.1, 0.3], course: { kind: 'Jump', factor: 2, atMs: 10 } })
  for (const [answering, ms, rate] of [
    [0, 0, 0.1],
    [1, 0, 0.3],
    [1, 10, 0.6],
  ] as const) {
    const events = firsts(outcomesOf(model, { answering, ms })).filter((x) => x === 1).length
    expect(score(40_000, events, rate)).toBeLessThan(4)
  }
})

it('a rate is higher on hard requests, and the same over all', () => {
  const model = aRate({ rates: [0.1], onHard: 5 })
  const rate = (hard: boolean) => meanOf(firsts(outcomesOf(model, { hard }, { hardPart: 0.2 })))
  const [onHard, onEasy] = [rate(true), rate(false)]
  expect(onHard / onEasy).toBeCloseTo(5, 0)
  expect(0.2 * onHard + 0.8 * onEasy).toBeCloseTo(0.1, 2)
})

it.each([
  [true, 1],
  [false, 0],
])('a fallback is an event of errors only: %s', (fallbackIsEvent, expected) => {
  const model = aRate({ rates: [0, 1], fallbackIsEvent })
  expect(meanOf(firsts(outcomesOf(model, { fellBack: true }, { n: 100 })))).toBe(expected)
})

it.each<readonly [string, Model, (x: number) => number]>([
  ['normal', aValue(), (x) => normalBelow((x - 10) / 2)],
  [
    'lognormal',
    aValue({ law: { kind: 'Lognormal', deviation: 0.5 }, means: [3] }),
    (x) => normalBelow((Math.log(x / 3) + 0.125) / 0.5),
  ],
  [
    't with 3 degrees',
    aValue({ law: { kind: 'Student', degrees: 3, scale: 2 }, means: [5] }),
    (x) => {
      const u = (x - 5) / 2 / Math.sqrt(3)
      return 0.5 + (u / (1 + u ** 2) + Math.atan(u)) / Math.PI
    },
  ],
])('a %s value has its law', (_, model, below) => {
  expect(distance(firsts(outcomesOf(model)), below)).toBeLessThan(2)
})

it('a lognormal value has the mean that is asked for, and clipped values stay within', () => {
  const law = { kind: 'Lognormal', deviation: 1 } as const
  const values = firsts(
    outcomesOf(aValue({ law, means: [1, 7] }), { answering: 1 }, { n: 200_000 }),
  )
  expect(Math.abs(meanOf(values) - 7)).toBeLessThan(
    (4 * 7 * Math.sqrt(Math.E - 1)) / Math.sqrt(2e5),
  )
  const clipped = firsts(outcomesOf(aValue({ law, means: [1], clip: [0.5, 2] })))
  expect([Math.min(...clipped), Math.max(...clipped)]).toEqual([0.5, 2])
})

it.each([
  { kind: 'Normal', deviation: 2 } as const,
  { kind: 'Lognormal', deviation: 0.5 } as const,
])('values of a law that is $kind spread further about the same mean', (law) => {
  const values = (ms: number) =>
    firsts(outcomesOf(aValue({ law, spread: { kind: 'Jump', factor: 3, atMs: 10 } }), { ms }))
  const [before, after] = [values(9), values(10)]
  expect(Math.sqrt(varianceOf(after) / varianceOf(before))).toBeCloseTo(3, 1)
  expect(Math.abs(meanOf(after) - 10)).toBeLessThan((4 * 3 * 6) / 200)
})

it('a covariate goes with its value, and with nobody else', () => {
  const outcomes = outcomesOf(aValue({ covariate: 0.7 }), { answering: 1 })
  expect(correlationOf(firsts(outcomes), seconds(outcomes))).toBeCloseTo(0.7, 1.7)
  expect(distance(seconds(outcomes), normalBelow)).toBeLessThan(2)
})

it('a ratio is one of sums, and larger bottoms have larger tops', () => {
  const outcomes = outcomesOf({
    kind: 'Ratio',
    ratios: [0.3],
    course: steady,
    more: 4,
    deviation: 0.5,
  })
  const [tops, bottoms] = [firsts(outcomes), seconds(outcomes)]
  expect(meanOf(tops) / meanOf(bottoms)).toBeCloseTo(0.3, 2)
  expect(meanOf(bottoms)).toBeCloseTo(5, 1)
  expect(correlationOf(tops, bottoms)).toBeCloseTo(0.6 / Math.sqrt(0.36 + 0.25), 1.5)
})

it.each([
  0, 1, 2,
])('labels that lie %f apart are ranked as well as they should be', (separation) => {
  const outcomes = outcomesOf({
    kind: 'Classes',
    positives: 0.3,
    course: steady,
    separations: [separation],
  })
  const positives = outcomes.filter(({ first }) => first === 1)
  const negatives = outcomes.filter(({ first }) => first === 0)
  expect(score(outcomes.length, positives.length, 0.3)).toBeLessThan(4)
  let [wins, pairs] = [0, 0]
  for (const [i, { second }] of positives.entries()) {
    const other = negatives[i]?.second ?? 0
    wins += second > other ? 1 : second === other ? 0.5 : 0
    pairs++
  }
  expect(wins / pairs).toBeCloseTo(normalBelow(separation / Math.SQRT2), 1.7)
})

it('probabilities mean what they say', () => {
  const outcomes = outcomesOf({
    kind: 'Classes',
    positives: 0.2,
    course: steady,
    separations: [1.5],
  })
  for (const from of [0, 0.2, 0.4, 0.6]) {
    const near = outcomes.filter(({ second }) => second >= from && second < from + 0.2)
    expect(meanOf(seconds(near))).toBeCloseTo(meanOf(firsts(near)), 1.2)
  }
})

it('predictions miss the truth by as much as their model does', () => {
  const outcomes = outcomesOf(
    { kind: 'Truths', mean: 50, deviation: 10, errors: [2, 4] },
    { answering: 1 },
  )
  const errors = outcomes.map(({ first, second }) => second - first)
  expect(Math.sqrt(varianceOf(errors))).toBeCloseTo(4, 1)
  expect(Math.sqrt(varianceOf(firsts(outcomes)))).toBeCloseTo(10, 0.9)
  expect(Math.abs(correlationOf(firsts(outcomes), errors))).toBeLessThan(0.02)
})

it('latency has a body, a tail, and a timeout where the champion had to answer', () => {
  const model = {
    kind: 'Latency',
    medians: [50, 80],
    course: steady,
    deviation: 0.3,
    tail: { part: 0.05, factor: 20 },
    timeoutMs: 500,
  } as const
  const slow = (answering: number, ms: number) =>
    firsts(outcomesOf(model, { answering })).filter((x) => x > ms).length
  const above = (median: number, ms: number) =>
    0.95 * normalBelow(Math.log(median / ms) / 0.3) +
    0.05 * normalBelow(Math.log((20 * median) / ms) / 0.3)
  for (const ms of [50, 100, 400]) {
    expect(score(40_000, slow(0, ms), above(50, ms))).toBeLessThan(4)
    expect(score(40_000, slow(1, ms), above(80, ms))).toBeLessThan(4)
  }
  expect(new Set(firsts(outcomesOf(model, { fellBack: true }, { n: 9 })))).toEqual(new Set([500]))
})
