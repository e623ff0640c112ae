import { expect, it } from 'vitest'
import { minimumDetectableEffect } from '../../../../src/stats/planning/detectable-effect.ts'
import { detectableHarm } from '../../../../src/stats/planning/detectable-harm.ts'
import { expectedTime } from '../../../../src/stats/planning/expected-time.ts'
import type { Figure, Plan, Source } from '../../../../src/stats/planning/plan.ts'
import { outcomesFor, powerBy } from '../../../../src/stats/planning/power.ts'
import { below, chance } from '../../../chance.ts'
import { unsoundIn } from '../figures.ts'

const random = chance(7)
const oneOf = <T>(things: readonly [T, ...T[]]): T =>
  things[below(random, things.length)] ?? things[0]

const sizes = [0, 1, -1, 0.5, 0.01, 0.3, 0.99, 1e-9, 1e9, 1.1, -0.02] as const
const extremes = [...sizes, 1e300, -1e300, 1.7e308, 5e-324, 1e12, Number.NaN, Infinity, -Infinity]

/** Of plans that make sense; or, wildly, now and then any number at all. */
const drawn = (isWild: boolean, ...usual: readonly [number, ...number[]]) =>
  isWild && random() < 0.1 ? oneOf([0, ...extremes]) : oneOf(usual)

function figureOf(wild: boolean): Figure {
  return oneOf<Figure>([
    { kind: 'Rate', champion: drawn(wild, 0, 1e-9, 0.01, 0.1, 0.3, 0.9, 0.99, 1) },
    {
      kind: 'Mean',
      champion: drawn(wild, 0, 1, -5, 1e9),
      variance: drawn(wild, 0, 1, 1e-300, 1e300),
    },
    { kind: 'Mean', champion: 1, variance: 1, skew: drawn(wild, 0, 1, 1e6) },
    {
      kind: 'Mean',
      champion: drawn(wild, 0, 1, 5),
      variance: drawn(wild, 0, 1),
      range: { low: drawn(wild, 0, -1, 2), high: drawn(wild, 2, 10, 1e9) },
    },
    {
      kind: 'Quantile',
      quantile: drawn(wild, 0.01, 0.5, 0.95, 0.999999),
      logDeviation: drawn(wild, 0.01, 0.5, 10),
    },
  ])
}

function sourceOf(wild: boolean): Source {
  const designEffect = drawn(wild, 1, 3, 1e-9)
  return oneOf<Source>([
    { of: 'Requests' },
    { of: 'Units', requestsPerUnit: drawn(wild, 1, 10, 1e9), designEffect },
    {
      of: 'Pairs',
      correlation: drawn(wild, 0, 1, -0.5),
      designEffect,
      perSlice: drawn(wild, 50, 1e-9),
    },
  ])
}

function planOfChance(wild: boolean): Plan {
  const bound = oneOf<Plan['bound']>(['Effect', 'Margin', 'Ratio', 'Limit'])
  const isRatio = bound === 'Ratio'
  return {
    figure: figureOf(wild),
    source: sourceOf(wild),
    bound,
    side: oneOf<Plan['side']>(['More', 'Less']),
    boundary: isRatio ? drawn(wild, 1, 1.1, 0.5, 1e9) : drawn(wild, 0, 0.01, -0.01, 0.5, 0.05, 1e9),
    truth: isRatio ? drawn(wild, 1, 1.5, 1e-9, 1e9) : drawn(wild, 0, 0.02, -0.02, 0.5, 1e-12, 1e12),
    alpha: drawn(wild, 0.05, 1e-9, 1e-300, 0.999),
    method: oneOf<Plan['method']>(['AlwaysValid', 'FixedHorizon', 'Bayesian']),
    plannedN: drawn(wild, 1, 5000, 1e12),
    stretches: [
      { chance: drawn(wild, 0.05, 1e-9), outcomes: drawn(wild, 1000, 1e12) },
      { chance: drawn(wild, 0.5, 0.999999), outcomes: 0 },
    ],
  }
}

function answersTo(plan: Plan, wild: boolean): readonly unknown[] {
  const n = drawn(wild, 0, 1, 100, 1e4, 1e6, 1e12)
  const power = drawn(wild, 0.5, 0.9, 1e-9, 0.999999)
  const { stretches, ...comparison } = plan
  const soFar = { stretches, error: drawn(wild, 0, 0.01, 1e9), pending: drawn(wild, 0, 100) }
  const claim = { ...comparison, delayMs: drawn(wild, 0, 1000, 1e9) }
  const step = { champion: drawn(wild, 0, 0.5), challenger: drawn(wild, 0, 0.5), durationMs: 1000 }
  const schedule = {
    requestsPerSecond: drawn(wild, 0, 1e-9, 40, 1e9),
    steps: [step, { ...step, champion: 0.5 }],
    minimumMs: 0,
    maximumMs: drawn(wild, 0, 1e5, 1e12),
  }
  const time = expectedTime([random() < 0.5 ? claim : { ...claim, soFar }], schedule)
  const harm = detectableHarm(plan, {
    durationMs: 1e7,
    holdback: drawn(wild, 0.1, 0.5),
    requestsPerSecond: drawn(wild, 0, 1, 100),
    delayMs: drawn(wild, 0),
  })
  return [
    powerBy(plan, n),
    outcomesFor(plan, power),
    minimumDetectableEffect(plan, n, power),
    withoutAbsent(time),
    withoutAbsent(harm),
  ]
}

/** What is documented to be absent is no answer that is missing. */
const withoutAbsent = (answer: object) =>
  Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined))

it.each([
  ['sensible', false],
  ['sensible and other', true],
] as const)('of %s numbers makes an answer, or says why there is none', (_, wild) => {
  const answers = Array.from({ length: 40 }, () => answersTo(planOfChance(wild), wild)).flat()
  expect(answers.flatMap((answer) => unsoundIn(answer))).toEqual([])
  const texts = answers.map((answer) => JSON.stringify(answer))
  expect(texts.filter((text) => /NaN|undefined/.test(text))).toEqual([])
  expect(answers.filter((answer) => typeof answer === 'number').length).toBeGreaterThan(10)
})
