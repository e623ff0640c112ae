import { alphaOfTry } from '../../../../src/stats/corrections/spending.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import { anyOf } from '../asking/any.ts'
import { asking, sided } from '../asking/inference.ts'
import { judging } from '../asking/judging.ts'
import { rateOf } from '../asking/observed.ts'
import { aRate, aScenario, counted } from '../asking/scenarios.ts'
import { type Cell, fails, groupOf, holds, negative, reported } from '../cell.ts'
import { aValue } from './means.ts'

const six = ['one', 'two', 'three', 'four', 'five', 'six']

/** Six good challengers at the margin of their guardrail. */
const atMargin = (
  name: string,
  group: string,
  [alpha, expected]: readonly [number, ReturnType<typeof fails>],
): Cell => ({
  name,
  group,
  by: 'Sums',
  scenario: aScenario('50/50', 400_000, {
    variants: ['old', ...six],
    steps: [{ fromMs: 0, shares: six.map(() => 1 / 7) }],
    metrics: [
      counted('value', 'Values', aValue({ means: [1, ...six.map(() => 2)] })),
      counted('loss', 'Values', aValue({ means: [1, ...six.map(() => 1.1)] })),
    ],
  }),
  looks: logSpaced(2000, 400_000, 40),
  questions: [
    judging(
      {
        challengers: six,
        alpha,
        maximumMs: 1e9,
        questions: [
          { metric: 'value', figure: 'Mean', role: 'Objective', goal: 'Increase' },
          {
            metric: 'loss',
            figure: 'Mean',
            role: 'Guardrail',
            goal: 'Decrease',
            margin: { absolute: 0.1 },
          },
        ],
      },
      [{ name: 'promoted', says: 'Promote', challengers: six, expected }],
    ),
  ],
})

/** What each of six challengers would spend by itself, at its first try: all of .05. */
const unshared = 0.05 * 6 * 2

/** A challenger that is no better tries again and again; each metric is a round of its own. */
const tries = Array.from({ length: 52 }, (_, i) => `try ${i + 1}`)

const retried = (
  name: string,
  spent: (attempt: number) => number,
  expected: ReturnType<typeof fails>,
): Cell => ({
  name,
  group: groupOf(name, 'Corrections'),
  by: 'Sums',
  scenario: aScenario('50/50', 5000, {
    metrics: tries.map((metric) => counted(metric, 'Events', aRate([0.3, 0.3]))),
  }),
  looks: logSpaced(100, 5000, 16),
  questions: [
    anyOf(
      'better in any of 52 rounds',
      tries.map((metric, i) =>
        asking(metric, { observe: rateOf({ metric }), bound: 'Effect', boundary: 0 }, [
          sided('more', reported, spent(i + 1)),
        ]),
      ),
      expected,
    ),
  ],
})

export const corrections: readonly Cell[] = [
  atMargin('six good challengers at the margin, alpha shared', 'Corrections', [0.05, holds()]),
  retried('52 tries, alpha spent', (attempt) => alphaOfTry(0.05, attempt), holds()),
]

export const withoutCorrections: readonly Cell[] = [
  atMargin('naive: six good challengers at the margin, alpha not shared', negative, [
    unshared,
    fails(),
  ]),
  retried('naive: 52 tries, alpha not spent', () => 0.05, fails()),
]
