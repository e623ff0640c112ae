import { steady } from '../../../../src/stats/simulation/course.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type { LatencyModel } from '../../../../src/stats/simulation/outcomes/latency.ts'
import { asking, neither } from '../asking/inference.ts'
import { quantileOf } from '../asking/observed.ts'
import { aScenario, counted, days, type LayoutName, trend } from '../asking/scenarios.ts'
import type { Cell } from '../cell.ts'

const requests = 15_000

const aLatency = (given: Partial<LatencyModel> = {}): LatencyModel => ({
  kind: 'Latency',
  medians: [100, 100],
  course: steady,
  deviation: 0.4,
  tail: { part: 0.02, factor: 4 },
  timeoutMs: 2000,
  ...given,
})

const cellOf = (
  name: string,
  layout: LayoutName,
  [given, margin]: readonly [Partial<LatencyModel>, number],
): Cell => ({
  name: `p95, ${name}, ${layout}`,
  group: 'Quantiles of latency',
  by: 'Sums',
  scenario: aScenario(layout, requests, {
    metrics: [counted('latency', 'Latencies', aLatency(given))],
  }),
  looks: logSpaced(100, requests, 40),
  questions: [
    asking(
      'quantile split',
      {
        observe: quantileOf(0.95, { metric: 'latency' }),
        bound: 'Ratio',
        boundary: margin,
        isMargin: margin !== 1,
      },
      neither(),
    ),
  ],
})

const slower: Partial<LatencyModel> = { medians: [100, 110] }

export const quantiles: readonly Cell[] = [
  cellOf('equal', '50/50', [{}, 1]),
  cellOf('equal', '95/5', [{}, 1]),
  cellOf('equal, days', '80/20', [{ course: days(requests) }, 1]),
  cellOf('equal, trend', 'ramp', [{ course: trend(requests) }, 1]),
  cellOf('at the margin of 1.10', '50/50', [slower, 1.1]),
  cellOf('at the margin of 1.10', '95/5', [slower, 1.1]),
  cellOf('at the margin of 1.10, days', '80/20', [{ ...slower, course: days(requests) }, 1.1]),
  cellOf('at the margin of 1.10, trend', 'ramp', [{ ...slower, course: trend(requests) }, 1.1]),
]
