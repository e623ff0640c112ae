import { byLevelSplit } from '../../../../src/stats/sequential/by-split.ts'
import type { Inference } from '../../../../src/stats/sequential/inference.ts'
import type { Look } from '../../../../src/stats/simulation/look.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type { Units } from '../../../../src/stats/simulation/units.ts'
import { counts } from '../../../../src/stats/sums/counts.ts'
import { total } from '../../../../src/stats/sums/statistic.ts'
import { asking, askingOf, neither, type Sided, sided } from '../asking/inference.ts'
import { meanOf, pairedMeanOf, rateOf, strata } from '../asking/observed.ts'
import { aRate, aScenario, counted, type LayoutName } from '../asking/scenarios.ts'
import { type Cell, type Expectation, fails, holds } from '../cell.ts'
import { aValue } from './means.ts'
import { shadowed, slice } from './pairs.ts'
import { sticky } from './sticky.ts'

const group = 'Limits, where units come back'
const limit = 0.05
const errors = { metric: 'errors' }

/** «More» rolls back, «less» promotes. */
const level = (boundary: number, sides: readonly Sided[]) =>
  asking('clustered sequence', { observe: rateOf(errors), bound: 'Limit', boundary }, sides)

const wrongly = (part: number): readonly Sided[] => {
  if (part === 1) return [...neither(), ...neither(0.05 / 12)]
  return [sided(part < 1 ? 'more' : 'less', holds())]
}

type World = {
  readonly units: Units
  readonly layout: LayoutName
  readonly rate: number
  readonly requests?: number
}

const cellOf = (
  name: string,
  { units, layout, rate, requests = 10_000 }: World,
  questions: Cell['questions'],
): Cell => ({
  name: `limits: ${name}, ${layout}`,
  group,
  by: 'Requests',
  scenario: aScenario(layout, requests, {
    units,
    metrics: [counted('errors', 'Events', aRate([rate, rate]))],
  }),
  looks: logSpaced(100, requests, 20),
  part: 0.25,
  questions,
})

const near: readonly Cell[] = [0.9, 1, 1.1].flatMap((part) =>
  ([1000, 5000] as const).map((count) =>
    cellOf(
      `${part} of .05, ${count} units`,
      { units: sticky(count, 0.3, 0), layout: '50/50', rate: part * limit },
      [level(limit, wrongly(part))],
    ),
  ),
)

const others: readonly Cell[] = [
  cellOf(
    'at .01, few events',
    { units: sticky(16_000, 0.3, 0), layout: '50/50', rate: 0.01, requests: 20_000 },
    [level(0.01, neither())],
  ),
  cellOf(
    'at .95, nearly all is well',
    { units: sticky(3000, 0.3, 0), layout: '50/50', rate: 0.95 },
    [level(0.95, neither())],
  ),
]

/** Requests of a unit are taken for units: as it once was. */
function byRequests(look: Look): Inference {
  const parts = strata(look, errors, 'Events', counts).map(({ challenger }) => challenger.whole)
  return byLevelSplit(total(counts, parts), 0.3)
}

const taken = cellOf('at .05, by requests', { units: sticky(300), layout: '50/50', rate: limit }, [
  askingOf('level split', byRequests, limit, [sided('more', fails()), sided('less', fails())]),
])

const by = (n: number): readonly Expectation[] => [{ kind: 'Finds', atLeast: 0.9, by: n }]

const found: readonly Cell[] = [
  cellOf('nothing fails', { units: sticky(3000, 0.3, 0), layout: '50/50', rate: 0 }, [
    level(limit, [sided('less', by(4000))]),
  ]),
  cellOf('half fails', { units: sticky(3000, 0.3, 0), layout: '80/20', rate: 0.5 }, [
    level(limit, [sided('more', by(1000))]),
  ]),
  cellOf('all fails', { units: sticky(3000, 0.3, 0), layout: '80/20', rate: 1 }, [
    level(limit, [sided('more', by(500))]),
  ]),
]

const value: Cell = {
  name: 'limits: a mean at its limit, 50/50',
  group,
  by: 'Requests',
  scenario: aScenario('50/50', 10_000, {
    units: sticky(4000, 0.3, 0.5),
    metrics: [counted('value', 'Values', aValue())],
  }),
  looks: logSpaced(200, 10_000, 20),
  part: 0.25,
  questions: [
    asking(
      'clustered sequence',
      { observe: meanOf({ metric: 'value' }), bound: 'Limit', boundary: 1, tunedFor: 1000 },
      neither(),
    ),
  ],
}

/** Of losses that vary against the champion's, so that the challenger's own are alike in a series and in a slice. */
const ofPairs: Cell = {
  name: 'limits: a mean among pairs at its limit, 400 AR(.8) series with shocks of a slice',
  group: 'Limits, from pairs',
  by: 'Requests',
  scenario: shadowed(
    {
      kind: 'Losses',
      mean: 1,
      deviation: 1,
      correlation: -0.8,
      effects: [0],
      serial: 0.8,
      shock: { part: 0.1, everyMs: slice },
    },
    { units: sticky(400, 0, 0) },
  ),
  looks: logSpaced(300, 8000, 12),
  part: 0.25,
  questions: [
    asking(
      'paired sequence',
      {
        observe: pairedMeanOf({ metric: 'pairs' }),
        bound: 'Limit',
        boundary: 1,
        tunedFor: 1000,
      },
      [...neither(), ...neither(0.05 / 12)],
    ),
  ],
}

export const limits: readonly Cell[] = [...near, ...others, taken, ...found, value, ofPairs]
