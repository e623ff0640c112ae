import { type Course, steady } from '../../../../src/stats/simulation/course.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type { ValueModel } from '../../../../src/stats/simulation/outcomes/value.ts'
import { asking, neither, neitherByBounds, sided } from '../asking/inference.ts'
import { meanOf } from '../asking/observed.ts'
import {
  aScenario,
  counted,
  days,
  type LayoutName,
  layoutNames,
  trend,
} from '../asking/scenarios.ts'
import { type Cell, reported } from '../cell.ts'

const value = meanOf({ metric: 'value' })

export const aValue = (given: Partial<ValueModel> = {}): ValueModel => ({
  kind: 'Value',
  law: { kind: 'Normal', deviation: 1 },
  means: [1, 1],
  course: steady,
  ...given,
})

/**
 * Heavy tails by themselves: Student's t with 3 degrees has no third moment, so its gate opens by luck; a
 * lognormal's opens late. Clipped, as the API asks for, they are as good as any.
 */
const laws: readonly (readonly [name: string, model: ValueModel, requests: number])[] = [
  ['normal', aValue(), 20_000],
  ['lognormal(1)', aValue({ law: { kind: 'Lognormal', deviation: 1 } }), 30_000],
  [
    'lognormal(1) clipped at 8',
    aValue({ law: { kind: 'Lognormal', deviation: 1 }, clip: [0, 8] }),
    20_000,
  ],
  ['t3', aValue({ law: { kind: 'Student', degrees: 3, scale: 1 } }), 20_000],
  [
    't3 clipped at ±8',
    aValue({ law: { kind: 'Student', degrees: 3, scale: 1 }, clip: [-7, 9] }),
    20_000,
  ],
]

const cellOf = (
  name: string,
  layout: LayoutName,
  [model, requests]: readonly [ValueModel, number],
  sides = neither(),
): Cell => ({
  name: `mean, ${name}, ${layout}`,
  group: 'Means',
  by: 'Sums',
  scenario: aScenario(layout, requests, { metrics: [counted('value', 'Values', model)] }),
  looks: logSpaced(100, requests, 60),
  questions: [asking('sequence', { observe: value, bound: 'Effect', boundary: 0 }, sides)],
})

const equal = laws.flatMap(([name, model, requests]) =>
  layoutNames.map((layout) => cellOf(name, layout, [model, requests])),
)

const drifting = layoutNames.flatMap((layout) => [
  cellOf('normal, trend', layout, [aValue({ course: trend(10_000) }), 10_000]),
  cellOf('normal, days', layout, [aValue({ course: days(10_000) }), 10_000]),
])

/** Steps of the spread, each for so many requests. */
const stairs = (factors: readonly number[], each: number): Course => ({
  kind: 'Stairs',
  factors,
  everyMs: 1000 * each,
})

/**
 * Quiet at first, and lively later. What comes after a rise outweighs all before, so that chance begins anew as often
 * as the spread rises: the sequences stand a few such rises, not any number, as those without a promise show.
 */
const spreads: readonly (readonly [name: string, spread: Course, each: number])[] = [
  ['of 1, 3 and 10', stairs([1, 3, 10], 3000), 3000],
  ['of 1 and 30', stairs([1, 30], 5000), 5000],
  ['of 1 to 10', { kind: 'Trend', factor: 10, overMs: 1e7 }, 10_000],
]

/** Looked at up to 10,000 requests, and closer together after each rise. */
function spreadCell(
  name: string,
  layout: LayoutName,
  [spread, each]: readonly [Course, number],
  sides = neither(),
): Cell {
  const every = Array.from({ length: 951 }, (_, i) => 500 + 10 * i)
  const looks = every.filter((n) => n % 100 === 0 || (n > each && n % each < 300))
  const given = [aValue({ spread }), 10_000] as const
  return { ...cellOf(`a spread ${name}`, layout, given, sides), looks }
}

const doubling = stairs(
  Array.from({ length: 10 }, (_, i) => 2 ** i),
  1000,
)
const spreading: readonly Cell[] = [
  ...spreads.flatMap(([name, spread, each]) =>
    (['50/50', '95/5', 'ramp'] as const).map((layout) => spreadCell(name, layout, [spread, each])),
  ),
  spreadCell(
    'that doubles every 1,000 requests',
    '50/50',
    [doubling, 1000],
    [sided('more', reported), sided('less', reported)],
  ),
]

/** Exactly at the margin. */
const margins: readonly Cell[] = layoutNames.map((layout) => ({
  name: `mean, normal, at the margin, ${layout}`,
  group: 'Means',
  by: 'Sums',
  scenario: aScenario(layout, 20_000, {
    metrics: [counted('value', 'Values', aValue({ means: [1, 1.1] }))],
  }),
  looks: logSpaced(100, 20_000, 60),
  questions: [
    asking(
      'sequence',
      { observe: value, bound: 'Margin', boundary: 0.1, isMargin: true },
      neitherByBounds,
    ),
  ],
}))

export const means: readonly Cell[] = [...equal, ...drifting, ...spreading, ...margins]
