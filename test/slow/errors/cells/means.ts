import { steady } from '../../../../src/stats/simulation/course.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type { ValueModel } from '../../../../src/stats/simulation/outcomes/value.ts'
import { asking, neither, neitherByBounds } from '../asking/inference.ts'
import { meanOf } from '../asking/observed.ts'
import { aScenario, counted, type LayoutName, layoutNames, trend } from '../asking/scenarios.ts'
import type { Cell } from '../cell.ts'

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
  ['lognormal(1)', aValue({ law: { kind: 'Lognormal', deviation: 1 } }), 40_000],
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
): Cell => ({
  name: `mean, ${name}, ${layout}`,
  group: 'Means',
  by: 'Sums',
  scenario: aScenario(layout, requests, { metrics: [counted('value', 'Values', model)] }),
  looks: logSpaced(100, requests, 60),
  questions: [asking('sequence', { observe: value, bound: 'Effect', boundary: 0 }, neither())],
})

const equal = laws.flatMap(([name, model, requests]) =>
  layoutNames.map((layout) => cellOf(name, layout, [model, requests])),
)

const drifting = (['95/5', 'ramp'] as const).map((layout) =>
  cellOf('normal with a trend', layout, [aValue({ course: trend(20_000) }), 20_000]),
)

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

export const means: readonly Cell[] = [...equal, ...drifting, ...margins]
