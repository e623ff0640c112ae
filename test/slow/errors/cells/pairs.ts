import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type { PairModel } from '../../../../src/stats/simulation/outcomes/pairs.ts'
import type { Units } from '../../../../src/stats/simulation/units.ts'
import { pairedAucOf, pairedExplainedOf, pairedF1Of, pairedRmseOf } from '../asking/answers.ts'
import { asking, neither } from '../asking/inference.ts'
import { type Observe, pairedMeanOf, pairedRateOf } from '../asking/observed.ts'
import { aScenario } from '../asking/scenarios.ts'
import type { Cell } from '../cell.ts'
import { classes, truths } from './figures.ts'
import { sticky } from './sticky.ts'

const requests = 8000
/** 64 slices. */
export const slice = (1000 * requests) / 64

export const shadowed = (
  model: PairModel,
  given: { readonly units?: Units; readonly sliceMs?: number } = {},
) =>
  aScenario('50/50', requests, {
    steps: [{ fromMs: 0, shares: [0] }],
    sliceMs: slice,
    metrics: [],
    shadow: {
      part: 1,
      metrics: [
        { name: 'pairs', model, as: model.kind === 'Events' ? 'BothEvents' : 'BothValues' },
      ],
    },
    ...given,
  })

export const losses = (
  serial: number,
  shock: { readonly part: number; readonly everyMs: number } = { part: 0, everyMs: 1 },
): PairModel => ({
  kind: 'Losses',
  mean: 1,
  deviation: 1,
  correlation: 0.9,
  effects: [0],
  serial,
  shock,
})

const events = (serial: number): PairModel => ({
  kind: 'Events',
  both: 0.1,
  championOnly: [0.05],
  challengerOnly: [0.05],
  serial,
})

/** What makes pairs alike: nothing; the last pair of a series; the hour; both. */
const models: readonly (readonly [name: string, model: PairModel, units?: Units])[] = [
  ['independent losses', losses(0)],
  ['independent events', events(0)],
  ['losses in one AR(.8) series', losses(0.8)],
  ['losses in 400 AR(.8) series', losses(0.8), sticky(400, 0, 0)],
  ['events in 400 series that repeat by .8', events(0.8), sticky(400, 0, 0)],
  ['losses with shocks of a quarter slice', losses(0, { part: 0.1, everyMs: slice / 4 })],
  ['losses with shocks of a slice', losses(0, { part: 0.1, everyMs: slice })],
  ['losses with shocks of two slices', losses(0, { part: 0.1, everyMs: 2 * slice })],
  ['losses with shocks of four slices', losses(0, { part: 0.1, everyMs: 4 * slice })],
  [
    'losses in 400 AR(.8) series with shocks of a slice',
    losses(0.8, { part: 0.1, everyMs: slice }),
    sticky(400, 0, 0),
  ],
  [
    'losses in 400 series that last, with shocks of a slice',
    losses(0.999, { part: 0.3, everyMs: slice }),
    sticky(400, 0, 0),
  ],
]

const ofModels: readonly Cell[] = models.map(([name, model, units]) => ({
  name: `pairs: ${name}`,
  group: 'Pairs',
  by: 'Requests',
  scenario: shadowed(model, units === undefined ? {} : { units }),
  looks: logSpaced(300, requests, 12),
  part: 0.25,
  questions: [
    asking(
      'paired sequence',
      {
        observe: (model.kind === 'Events' ? pairedRateOf : pairedMeanOf)({ metric: 'pairs' }),
        bound: 'Effect',
        boundary: 0,
      },
      [...neither(), ...neither(0.05 / 12)],
    ),
  ],
}))

/** Of both models' answers: alike as far as the question is, and no further. */
const ofAnswers = (): Cell => ({
  name: 'pairs: F1, AUC, RMSE and R² of 1,000 units',
  group: 'Pairs',
  by: 'Requests',
  scenario: aScenario('50/50', 3000, {
    steps: [{ fromMs: 0, shares: [0] }],
    sliceMs: 3e6 / 64,
    units: sticky(1000, 0, 0),
    metrics: [],
    shadow: { part: 1, metrics: answers },
  }),
  looks: logSpaced(500, 3000, 6),
  part: 0.25,
  questions: [
    paired('F1', pairedF1Of({ metric: 'f1' })),
    paired('AUC', pairedAucOf({ metric: 'auc' })),
    paired('RMSE', pairedRmseOf({ metric: 'rmse' })),
    paired('R²', pairedExplainedOf({ metric: 'r2' })),
  ],
})

const ofClasses = { kind: 'Answers', of: classes, correlation: 0.7 } as const
const ofTruths = { kind: 'Answers', of: truths, correlation: 0.7 } as const
const answers = [
  { name: 'f1', model: ofClasses, as: 'Confusion' },
  { name: 'auc', model: ofClasses, as: 'Scores' },
  { name: 'rmse', model: ofTruths, as: 'SquaredErrors' },
  { name: 'r2', model: ofTruths, as: 'Explained' },
] as const

const paired = (name: string, observe: Observe) =>
  asking(name, { observe, bound: 'Effect', boundary: 0 }, [...neither(), ...neither(0.05 / 12)])

export const pairs: readonly Cell[] = [...ofModels, ofAnswers()]
