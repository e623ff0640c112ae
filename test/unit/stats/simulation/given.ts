import type { Kind } from '../../../../src/stats/simulation/counting/statistics.ts'
import { steady } from '../../../../src/stats/simulation/course.ts'
import { createExperiment } from '../../../../src/stats/simulation/experiment.ts'
import type { Independent } from '../../../../src/stats/simulation/increments.ts'
import type { Live, Look } from '../../../../src/stats/simulation/look.ts'
import type { Model } from '../../../../src/stats/simulation/outcomes/model.ts'
import type { RateModel } from '../../../../src/stats/simulation/outcomes/rate.ts'
import type { ValueModel } from '../../../../src/stats/simulation/outcomes/value.ts'
import type { Metric, Scenario } from '../../../../src/stats/simulation/scenario.ts'
import type { Cell, TallyKey } from '../../../../src/stats/strata/tally-key.ts'

/** A champion and an equal challenger at half of the traffic; a test names only what matters to it. */
export function aScenario(given: Partial<Independent> = {}): Independent {
  return {
    variants: ['old', 'new'],
    layout: 'Canary',
    steps: [{ fromMs: 0, shares: [0.5] }],
    traffic: { perSecond: 10 },
    units: { kind: 'Requests' },
    sliceMs: 1e12,
    metrics: [counted('errors', 'Events', aRate())],
    ...given,
  }
}

export const aRate = (given: Partial<RateModel> = {}): RateModel => ({
  kind: 'Rate',
  rates: [0.1, 0.1],
  course: steady,
  fallbackIsEvent: false,
  ...given,
})

export const aValue = (given: Partial<ValueModel> = {}): ValueModel => ({
  kind: 'Value',
  law: { kind: 'Normal', deviation: 2 },
  means: [10, 10],
  course: steady,
  ...given,
})

export const counted = (
  name: string,
  as: Kind,
  model: Model,
  given: Partial<Metric> = {},
): Metric => ({
  model,
  counted: [{ name, as }],
  ...given,
})

/** The last look of an experiment, after so many requests (on average). */
export function lookAfter(requests: number, scenario: Scenario, seed = 1, run = 0): Look {
  return after(requests, scenario, createExperiment(scenario, seed, run))
}

function after(requests: number, { traffic }: Scenario, live: Live): Look {
  live.advance((requests / traffic.perSecond) * 1000)
  return live.look()
}

/** Counts under keys that agree in all that is named. */
export function totalOf(
  cells: readonly Cell<{ readonly n: number; readonly events: number }>[],
  named: Partial<TallyKey> = {},
): { readonly n: number; readonly events: number } {
  let [n, events] = [0, 0]
  for (const { key, statistic } of cells) {
    if (!matches(key, named)) continue
    n += statistic.n
    events += statistic.events
  }
  return { n, events }
}

export const requestsOf = ({ exposures }: Look, named: Partial<TallyKey> = {}): number =>
  exposures
    .filter(({ key }) => matches(key, named))
    .reduce((sum, { statistic }) => sum + statistic, 0)

const matches = (key: TallyKey, named: Partial<TallyKey>) =>
  Object.entries(named).every(([name, value]) => key[name as keyof TallyKey] === value)

/** How many deviations a count lies from what is expected of so many trials: beyond 4 once in 16,000. */
export const score = (n: number, events: number, p: number): number =>
  Math.abs(events - n * p) / Math.sqrt(n * p * (1 - p))
