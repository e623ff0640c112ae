import { steady } from '../../../../src/stats/simulation/course.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type { Metric } from '../../../../src/stats/simulation/scenario.ts'
import { adjustedAt, liftAt, ratioAt } from '../asking/estimates.ts'
import { asking, askingOf, neither } from '../asking/inference.ts'
import { aucOf, explainedOf, f1Of, rmseOf } from '../asking/observed.ts'
import { aScenario, counted, type LayoutName } from '../asking/scenarios.ts'
import type { Cell, Question } from '../cell.ts'
import { aValue } from './means.ts'

const layouts: readonly LayoutName[] = ['50/50', '95/5', 'ramp']
const requests = 15_000

const aFigure = (name: string, metric: Metric, questions: readonly Question[]): readonly Cell[] =>
  layouts.map((layout) => ({
    name: `${name}, ${layout}`,
    group: 'Other figures',
    by: 'Sums',
    scenario: aScenario(layout, requests, { metrics: [metric] }),
    looks: logSpaced(100, requests, 40),
    questions,
  }))

const ofEngine = (name: string, observe: Parameters<typeof asking>[1]['observe']) =>
  asking(name, { observe, bound: 'Effect', boundary: 0 }, neither())

const classes = {
  kind: 'Classes',
  positives: 0.2,
  course: steady,
  separations: [1.5, 1.5],
} as const
const truths = { kind: 'Truths', mean: 10, deviation: 3, errors: [1, 1] } as const

export const figures: readonly Cell[] = [
  ...aFigure('RMSE', counted('rmse', 'SquaredErrors', truths), [
    ofEngine('sequence', rmseOf({ metric: 'rmse' })),
  ]),
  ...aFigure('R²', counted('r2', 'Explained', truths), [
    ofEngine('sequence', explainedOf({ metric: 'r2' })),
  ]),
  ...aFigure('F1', counted('f1', 'Confusion', classes), [
    ofEngine('sequence', f1Of({ metric: 'f1' })),
  ]),
  ...aFigure('AUC', counted('auc', 'Scores', classes), [
    ofEngine('sequence', aucOf({ metric: 'auc' })),
  ]),
  ...aFigure(
    'ratio of sums',
    counted('value', 'Ratio', {
      kind: 'Ratio',
      ratios: [1, 1],
      course: steady,
      more: 3,
      deviation: 1,
    }),
    [askingOf('sequence (delta)', ratioAt, 0, neither())],
  ),
  ...aFigure(
    'lift',
    counted('value', 'Values', aValue({ law: { kind: 'Lognormal', deviation: 1 }, clip: [0, 8] })),
    [askingOf('sequence (delta)', liftAt, 0, neither())],
  ),
  ...aFigure('CUPED', counted('value', 'Covaried', aValue({ covariate: 0.8 })), [
    askingOf('sequence', adjustedAt, 0, neither()),
  ]),
]
