import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import { requestsAt, sampleRatio, unitsAt } from '../asking/arrivals.ts'
import { asking, neither } from '../asking/inference.ts'
import { meanOf, rateOf } from '../asking/observed.ts'
import { aRate, aScenario, counted, type LayoutName, layoutNames } from '../asking/scenarios.ts'
import { type Cell, type Expectation, holds } from '../cell.ts'
import { aValue } from './means.ts'
import { sticky } from './sticky.ts'

const shares = (
  name: string,
  layout: LayoutName,
  [lost, expected]: readonly [number, readonly Expectation[]],
): Cell => ({
  name: `sample ratio, ${name}, ${layout}`,
  group: 'Quality of the evidence',
  by: 'Sums',
  scenario: aScenario(layout, 200_000, { metrics: [], faults: { lostUnits: [0, lost] } }),
  looks: [...logSpaced(100, 200_000, 80), 250_000, 300_000, 350_000],
  questions: [sampleRatio('requests', requestsAt, 0.001, expected)],
})

/** One unit that sends a fifth of what all others do together, for a tenth of the time. One that sends more closes the gates. */
const bots: Cell = {
  name: 'a bot among 4,000 units, 50/50',
  group: 'Quality of the evidence',
  by: 'Requests',
  scenario: aScenario('50/50', 10_000, {
    units: sticky(4000, 0.3, 0.5),
    metrics: [counted('errors', 'Events', aRate([0.1, 0.1])), counted('value', 'Values', aValue())],
    faults: { bots: [{ perSecond: 0.2, fromMs: 3e6, toMs: 4e6 }] },
  }),
  looks: logSpaced(200, 10_000, 20),
  part: 0.25,
  questions: [
    asking(
      'rate: clustered sequence',
      { observe: rateOf({ metric: 'errors' }), bound: 'Effect', boundary: 0 },
      neither(),
    ),
    asking(
      'mean: clustered sequence',
      { observe: meanOf({ metric: 'value' }), bound: 'Effect', boundary: 0 },
      neither(),
    ),
    asking(
      'ratio: clustered sequence',
      { observe: rateOf({ metric: 'errors' }), bound: 'Ratio', boundary: 1 },
      neither(),
    ),
    sampleRatio('units', unitsAt(4096), 0.001),
  ],
}

/**
 * At 200,000 requests even a fixed horizon finds only .88 at .001 (the shift is 4.47 standard errors, the
 * bar 3.29): what is promised is .90 by 350,000.
 */
const found = [
  { kind: 'Finds', atLeast: 0, by: 200_000 },
  { kind: 'Finds', atLeast: 0.9, by: 350_000 },
] as const

export const quality: readonly Cell[] = [
  ...layoutNames.map((layout) => shares('as configured', layout, [0, holds(0.001)])),
  shares('50.5 to 49.5', '50/50', [0.02, found]),
  bots,
]
