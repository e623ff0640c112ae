import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type { Units } from '../../../../src/stats/simulation/units.ts'
import { sampleRatio, unitsAt } from '../asking/arrivals.ts'
import { asking, neither } from '../asking/inference.ts'
import {
  aucOf,
  explainedOf,
  f1Of,
  meanOf,
  type Observe,
  quantileOf,
  rateOf,
  rmseOf,
} from '../asking/observed.ts'
import { aRate, aScenario, counted, type LayoutName } from '../asking/scenarios.ts'
import type { Cell } from '../cell.ts'
import { classes, truths } from './figures.ts'
import { aValue } from './means.ts'

/** Units that come back, few of them most of the time, and whose requests end alike. */
export const sticky = (count: number, correlation = 0.3, exponent = 0.8): Units => ({
  kind: 'Sticky',
  count,
  exponent,
  correlation,
})

const errors = rateOf({ metric: 'errors' })
const value = meanOf({ metric: 'value' })
const corrected = 0.05 / 12
/** A run is dear. */
const part = 0.25

/** Tuned for fewer units than come: the bounds are at their tightest early, where units are few. */
const effect = (name: string, observe: Observe) =>
  asking(`${name}: clustered sequence`, { observe, bound: 'Effect', boundary: 0, tunedFor: 1000 }, [
    ...neither(),
    ...neither(corrected),
  ])

const ratio = asking(
  'ratio: clustered sequence',
  { observe: errors, bound: 'Ratio', boundary: 1, tunedFor: 1000 },
  [...neither(), ...neither(corrected)],
)

const cellOf = (
  name: string,
  units: Units,
  layout: LayoutName,
  [rate, requests]: readonly [number, number],
): Cell => ({
  name: `units: ${name}, ${layout}`,
  group: 'Units that come back',
  by: 'Requests',
  scenario: aScenario(layout, requests, {
    units,
    metrics: [
      counted('errors', 'Events', aRate([rate, rate])),
      counted('value', 'Values', aValue()),
    ],
  }),
  looks: logSpaced(200, requests, 20),
  part,
  questions: [
    effect('rate', errors),
    effect('mean', value),
    ratio,
    sampleRatio('units', unitsAt(4096), 0.05),
    sampleRatio('a sample of 250 units', unitsAt(250), 0.05),
  ],
})

/** Rates so rare that the spread of units tells nothing: the margin supplies the error. */
const fewEvents = (layout: LayoutName, count: number): Cell => ({
  name: `units: few events at the margin, ${layout}`,
  group: 'Units that come back',
  by: 'Requests',
  scenario: aScenario(layout, 2.5 * count, {
    units: sticky(count, 0.3, 0.4),
    metrics: [counted('errors', 'Events', aRate([0.0002, 0.0202]))],
  }),
  looks: logSpaced(200, 2.5 * count, 24),
  part,
  questions: [
    asking(
      'clustered sequence',
      { observe: errors, bound: 'Margin', boundary: 0.02, isMargin: true },
      neither(),
    ),
  ],
})

const latencies: Cell = {
  name: 'units: p95, 50/50',
  group: 'Units that come back',
  by: 'Requests',
  scenario: aScenario('50/50', 10_000, {
    units: sticky(5000, 0.3, 0.4),
    metrics: [
      counted('latency', 'Latencies', {
        kind: 'Latency',
        medians: [100, 100],
        course: { kind: 'Steady' },
        deviation: 0.4,
        tail: { part: 0, factor: 1 },
        timeoutMs: 2000,
      }),
    ],
  }),
  looks: logSpaced(200, 10_000, 12),
  part,
  questions: [
    asking(
      'clustered sequence of p95',
      { observe: quantileOf(0.95, { metric: 'latency' }), bound: 'Ratio', boundary: 1 },
      neither(),
    ),
  ],
}

/** What needs more than a mean of what was counted. */
const figuresOf = (layout: LayoutName, count = 4000): Cell => ({
  name: `units: F1, AUC, RMSE and R² of ${count}, ${layout}`,
  group: 'Units that come back',
  by: 'Requests',
  scenario: aScenario(layout, 2 * count, {
    units: sticky(count, 0.3, 0.5),
    metrics: [
      {
        model: classes,
        counted: [
          { name: 'f1', as: 'Confusion' },
          { name: 'auc', as: 'Scores' },
        ],
      },
      {
        model: truths,
        counted: [
          { name: 'rmse', as: 'SquaredErrors' },
          { name: 'r2', as: 'Explained' },
        ],
      },
    ],
  }),
  looks: logSpaced(300, 2 * count, 8),
  part,
  questions: [
    effect('F1', f1Of({ metric: 'f1' })),
    effect('AUC', aucOf({ metric: 'auc' }, 10)),
    effect('RMSE', rmseOf({ metric: 'rmse' })),
    effect('R²', explainedOf({ metric: 'r2' })),
  ],
})

export const units: readonly Cell[] = [
  cellOf('3,000, rate .1', sticky(3000, 0.3, 0.5), '50/50', [0.1, 12_000]),
  cellOf('40,000, few of them busy, rate .02', sticky(40_000), '50/50', [0.02, 20_000]),
  cellOf('4,000, rate .3', sticky(4000, 0.3, 0.4), '80/20', [0.3, 20_000]),
  cellOf('16,000, rate .1', sticky(16_000, 0.3, 0.4), '95/5', [0.1, 40_000]),
  cellOf('2,000, rate .1', sticky(2000), 'ramp', [0.1, 20_000]),
  cellOf('1,000 that have nothing in common, rate .3', sticky(1000, 0, 0), '50/50', [0.3, 40_000]),
  fewEvents('50/50', 8000),
  fewEvents('80/20', 16_000),
  latencies,
  figuresOf('50/50'),
  figuresOf('80/20', 8000),
  figuresOf('ramp'),
]
