import { steady } from '../../../../src/stats/simulation/course.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type { Metric, Scenario } from '../../../../src/stats/simulation/scenario.ts'
import { asking, sided } from '../asking/inference.ts'
import { meanOf, type Observe, pairedMeanOf, quantileOf, rmseOf } from '../asking/observed.ts'
import { cellOf, engine, found, needed, neededOf, spread } from '../asking/power.ts'
import { aScenario, counted, type LayoutName } from '../asking/scenarios.ts'
import type { Cell } from '../cell.ts'
import { aValue } from './means.ts'
import { losses, shadowed } from './pairs.ts'
import { sticky } from './sticky.ts'

const valueCell = (
  name: string,
  [layout, n]: readonly [LayoutName, number],
  metric: Metric,
  observe: Observe,
): Cell =>
  cellOf(`${name}, ${layout}`, n, {
    scenario: aScenario(layout, 2 * n, { metrics: [metric] }),
    questions: engine('sequence', n, { observe, bound: 'Effect', boundary: 0 }, 'more'),
  })

const effect = 0.05
const normal = (layout: LayoutName) =>
  valueCell(
    'mean, normal',
    [layout, neededOf(layout, [1, 1], effect)],
    counted('value', 'Values', aValue({ means: [1, 1 + effect] })),
    meanOf({ metric: 'value' }),
  )

/** Of normal errors of deviation s the RMSE errs by s²/2n. */
const rmse = valueCell(
  'RMSE',
  ['50/50', neededOf('50/50', [0.5, 1.05 ** 2 / 2], 0.05)],
  counted('rmse', 'SquaredErrors', { kind: 'Truths', mean: 10, deviation: 3, errors: [1, 1.05] }),
  rmseOf({ metric: 'rmse' }),
)

/** The variance of ln p95 that one lognormal latency of this deviation brings: q(1 − q) / density². */
const deviation = 0.4
const density = Math.exp(-(1.644854 ** 2) / 2) / Math.sqrt(2 * Math.PI) / deviation
const perLatency = spread(0.95) / density ** 2
const quantileN = neededOf('50/50', [perLatency, perLatency], Math.log(1.1))
const slower: Metric = counted('latency', 'Latencies', {
  kind: 'Latency',
  medians: [100, 110],
  course: steady,
  deviation,
  tail: { part: 0, factor: 1 },
  timeoutMs: 2000,
})
const quantiles = cellOf('p95 10 % slower, 50/50', quantileN, {
  scenario: aScenario('50/50', 2 * quantileN, { metrics: [slower] }),
  questions: [
    asking(
      'quantile sequence, the engine’s defaults',
      { observe: quantileOf(0.95, { metric: 'latency' }), bound: 'Ratio', boundary: 1 },
      [sided('more', found(quantileN))],
    ),
  ],
})

/** 20,000 units who come once, or a few times: a design effect of 1.06. */
const unitN = Math.round(1.06 * neededOf('50/50', [1, 1], 0.1))
const clustered = cellOf('mean on units, 50/50', unitN, {
  by: 'Requests',
  part: 0.25,
  scenario: aScenario('50/50', 2 * unitN, {
    units: sticky(20_000, 0.3, 0),
    metrics: [counted('value', 'Values', aValue({ means: [1, 1.1] }))],
  }),
  looks: [...logSpaced(Math.ceil(unitN / 10), unitN, 12), 1.25 * unitN, 1.5 * unitN, 2 * unitN],
  questions: engine(
    'clustered sequence',
    unitN,
    { observe: meanOf({ metric: 'value' }), bound: 'Effect', boundary: 0 },
    'more',
  ),
})

/** Two losses of deviation 1 that correlate by .9, and differ by .03: what a split would need for that. */
const splitN = neededOf('50/50', [1, 1], 0.03)
const pairN = needed(2 * (1 - 0.9), 0.03)
const pairedScenario: Scenario = {
  ...shadowed({ ...losses(0), effects: [0.03] } as ReturnType<typeof losses>),
  sliceMs: (1000 * splitN) / 640,
}
const paired = cellOf(`pairs, r = .9, a split needs ${splitN}`, pairN, {
  by: 'Requests',
  part: 0.25,
  scenario: pairedScenario,
  looks: [
    ...logSpaced(500, pairN, 8),
    1.5 * pairN,
    2 * pairN,
    2.5 * pairN,
    Math.round(0.15 * splitN),
  ],
  questions: [
    asking(
      'paired sequence with N',
      {
        observe: pairedMeanOf({ metric: 'pairs' }),
        bound: 'Effect',
        boundary: 0,
        tunedFor: pairN,
      },
      [sided('more', [{ kind: 'Finds', atLeast: 0.9, by: 0.15 * splitN }])],
    ),
  ],
})

export const power: readonly Cell[] = [
  normal('50/50'),
  normal('95/5'),
  rmse,
  quantiles,
  clustered,
  paired,
]
