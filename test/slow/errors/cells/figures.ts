import { steady } from '../../../../src/stats/simulation/course.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type { Metric } from '../../../../src/stats/simulation/scenario.ts'
import { adjustedAt, liftAt, ratioAt } from '../asking/estimates.ts'
import { asking, askingOf, neither } from '../asking/inference.ts'
import { aucOf, explainedOf, f1Of, type Observe, rmseOf } from '../asking/observed.ts'
import { aScenario, counted, type LayoutName, layoutNames, trend } from '../asking/scenarios.ts'
import type { Cell, Question } from '../cell.ts'
import { aValue } from './means.ts'

const requests = 10_000

const aFigure = (
  name: string,
  metric: Metric,
  question: Question,
  layouts: readonly LayoutName[] = layoutNames,
): readonly Cell[] =>
  layouts.map((layout) => ({
    name: `${name}, ${layout}`,
    group: 'Other figures',
    by: 'Sums',
    scenario: aScenario(layout, requests, { metrics: [metric] }),
    looks: logSpaced(100, requests, 40),
    questions: [question],
  }))

const ofEngine = (observe: Observe) =>
  asking('sequence', { observe, bound: 'Effect', boundary: 0 }, neither())

const ofMethod = (inferenceAt: Parameters<typeof askingOf>[1]) =>
  askingOf('sequence', inferenceAt, 0, neither())

export const classes = {
  kind: 'Classes',
  positives: 0.2,
  course: steady,
  separations: [1.5, 1.5],
} as const
export const truths = { kind: 'Truths', mean: 10, deviation: 3, errors: [1, 1] } as const
const sums = { kind: 'Ratio', ratios: [1, 1], course: steady, more: 3, deviation: 1 } as const
const skewed = aValue({ law: { kind: 'Lognormal', deviation: 1 }, clip: [0, 8] })

const f1 = ofEngine(f1Of({ metric: 'f1' }))
const auc = ofEngine(aucOf({ metric: 'auc' }))
const ratio = ofMethod(ratioAt)
const lift = ofMethod(liftAt)

const still: readonly Cell[] = [
  ...aFigure(
    'RMSE',
    counted('rmse', 'SquaredErrors', truths),
    ofEngine(rmseOf({ metric: 'rmse' })),
  ),
  ...aFigure('R²', counted('r2', 'Explained', truths), ofEngine(explainedOf({ metric: 'r2' }))),
  ...aFigure('F1', counted('f1', 'Confusion', classes), f1),
  ...aFigure('AUC', counted('auc', 'Scores', classes), auc),
  ...aFigure('ratio of sums', counted('value', 'Ratio', sums), ratio),
  ...aFigure('lift', counted('value', 'Values', skewed), lift),
  ...aFigure(
    'CUPED',
    counted('value', 'Covaried', aValue({ covariate: 0.8 })),
    ofMethod(adjustedAt),
  ),
]

/** Where positives become more, or values larger, while shares rise. */
const course = trend(requests)
const moving: readonly Cell[] = [
  ...aFigure('F1, trend', counted('f1', 'Confusion', { ...classes, course }), f1, [
    '80/20',
    'ramp',
  ]),
  ...aFigure('AUC, trend', counted('auc', 'Scores', { ...classes, course }), auc, [
    '80/20',
    'ramp',
  ]),
  ...aFigure('ratio, trend', counted('value', 'Ratio', { ...sums, course }), ratio, ['ramp']),
  ...aFigure('lift, trend', counted('value', 'Values', { ...skewed, course }), lift, ['ramp']),
]

export const figures: readonly Cell[] = [...still, ...moving]
