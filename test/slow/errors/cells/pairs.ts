import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type { PairModel } from '../../../../src/stats/simulation/outcomes/pairs.ts'
import type { Units } from '../../../../src/stats/simulation/units.ts'
import { asking, neither } from '../asking/inference.ts'
import { pairedMeanOf, pairedRateOf } from '../asking/observed.ts'
import { aScenario } from '../asking/scenarios.ts'
import type { Cell } from '../cell.ts'
import { sticky } from './sticky.ts'

const requests = 8000
/** 64 slices. */
const slice = (1000 * requests) / 64

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

export const pairs: readonly Cell[] = models.map(([name, model, units]) => ({
  name: `pairs: ${name}`,
  group: 'Pairs',
  by: 'Requests',
  scenario: shadowed(model, units === undefined ? {} : { units }),
  looks: logSpaced(300, requests, 16),
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
