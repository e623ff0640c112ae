import { ratioOfQuantiles } from '../../../../src/stats/effects/ratio-of-quantiles.ts'
import { steady } from '../../../../src/stats/simulation/course.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type { LatencyModel } from '../../../../src/stats/simulation/outcomes/latency.ts'
import { asking, askingOf, neither } from '../asking/inference.ts'
import { quantileOf } from '../asking/observed.ts'
import { pooledRatio } from '../asking/pooled-quantiles.ts'
import { aScenario, counted, days, type LayoutName, trend } from '../asking/scenarios.ts'
import type { Cell, Question } from '../cell.ts'
import { sticky } from './sticky.ts'

const sight = { metric: 'latency' }

const aLatency = (given: Partial<LatencyModel> = {}): LatencyModel => ({
  kind: 'Latency',
  medians: [100, 100],
  course: steady,
  deviation: 0.4,
  tail: { part: 0.02, factor: 4 },
  timeoutMs: 2000,
  ...given,
})

type Given = Partial<LatencyModel> & {
  readonly quantile?: number
  readonly margin?: number
  readonly requests?: number
}

/** The challenger is so many times slower at any moment, which is the margin. */
function cellOf(name: string, layout: LayoutName, given: Given = {}): Cell {
  const { quantile = 0.95, margin = 1, requests = 15_000, ...rest } = given
  const model = aLatency({ medians: [100, 100 * margin], ...rest })
  const question = asking(
    'quantile sequence',
    {
      observe: quantileOf(quantile, sight),
      bound: 'Ratio',
      boundary: margin,
      isMargin: margin !== 1,
    },
    neither(),
  )
  return quantileCell(name, layout, { quantile, model, requests, question })
}

/**
 * Of equal p95 at any moment, and differing shapes: while latency moves, the quantile of all requests does not
 * move alike. Whatever is true of all requests so far is the boundary at each look.
 */
function shapesCell(name: string, layout: LayoutName, given: Given = {}): Cell {
  const { course = steady, requests = 15_000 } = given
  const quantile = 0.95
  const deviations = [0.9, 0.3]
  const medians = deviations.map((each) => 200 * Math.exp(-1.6449 * each))
  const model = aLatency({ medians, deviations, course, tail: { part: 0, factor: 1 } })
  const observe = quantileOf(quantile, sight)
  const question = askingOf(
    'quantile sequence',
    (look) => {
      const observed = observe(look)
      if (observed.of !== 'Latencies') throw new Error('latencies are observed')
      return ratioOfQuantiles(observed, 5000)
    },
    pooledRatio(quantile, model),
    neither(),
  )
  return quantileCell(`differing shapes${name}`, layout, { quantile, model, requests, question })
}

/** Of units that come back, and are alike. Nothing lies between what is fast and what is twenty times as slow. */
function unitsCell(name: string, quantile: number, slow: number, margin: number): Cell {
  const requests = 10_000
  const model = aLatency({
    medians: [100, 100 * margin],
    deviation: 0.2,
    tail: { part: slow, factor: 20 },
  })
  const observe = quantileOf(quantile, sight)
  const asked = { observe, bound: 'Ratio', boundary: margin, isMargin: margin !== 1 } as const
  return {
    ...quantileCell(`units, ${name}, ratio ${margin}`, '50/50', {
      quantile,
      model,
      requests,
      question: asking('clustered sequence of a quantile', { ...asked, tunedFor: 1000 }, neither()),
    }),
    by: 'Requests',
    scenario: aScenario('50/50', requests, {
      units: sticky(5000, 0.3, 0.4),
      metrics: [counted('latency', 'Latencies', model)],
    }),
    looks: logSpaced(200, requests, 12),
    part: 0.25,
  }
}

type Parts = {
  readonly quantile: number
  readonly model: LatencyModel
  readonly requests: number
  readonly question: Question
}

const quantileCell = (
  name: string,
  layout: LayoutName,
  { quantile, model, requests, question }: Parts,
): Cell => ({
  name: `p${Math.round(1000 * quantile) / 10}, ${name}, ${layout}`,
  group: 'Quantiles of latency',
  by: 'Sums',
  scenario: aScenario(layout, requests, { metrics: [counted('latency', 'Latencies', model)] }),
  looks: logSpaced(requests / 100, requests, 40),
  questions: [question],
})

/** Of a share of 5 % the gate opens at 16,000. */
const many = 60_000

const heavy = { part: 0.05, factor: 20 }
const [byDay, rising] = [days(15_000), trend(15_000)]

export const quantiles: readonly Cell[] = [
  cellOf('equal', '50/50'),
  cellOf('equal', '80/20'),
  cellOf('equal', '95/5', { requests: many }),
  cellOf('equal', 'ramp'),
  cellOf('equal, days', '80/20', { course: byDay }),
  cellOf('equal, trend', 'ramp', { course: rising }),
  cellOf('at the margin of 1.10', '50/50', { margin: 1.1 }),
  cellOf('at the margin of 1.10', '80/20', { margin: 1.1 }),
  cellOf('at the margin of 1.10', '95/5', { margin: 1.1, requests: many }),
  cellOf('at the margin of 1.10', 'ramp', { margin: 1.1 }),
  cellOf('at the margin of 1.10, days', '80/20', { margin: 1.1, course: byDay }),
  cellOf('at the margin of 1.10, trend', 'ramp', { margin: 1.1, course: rising }),
  shapesCell('', '50/50'),
  shapesCell('', '95/5', { requests: many }),
  shapesCell(', days', '80/20', { course: byDay }),
  shapesCell(', days', 'ramp', { course: byDay }),
  shapesCell(', trend', '50/50', { course: rising }),
  shapesCell(', trend', 'ramp', { course: rising }),
  shapesCell(', trend', '95/5', { course: trend(many), requests: many }),
  cellOf('equal', '50/50', { quantile: 0.99, requests: 30_000 }),
  cellOf('at the margin of 1.10', '80/20', { quantile: 0.99, margin: 1.1, requests: many }),
  cellOf('equal, a heavy tail', '50/50', { tail: heavy }),
  cellOf('at the margin of 1.10, a heavy tail', '80/20', { margin: 1.1, tail: heavy }),
  cellOf('equal', '50/50', { quantile: 0.5 }),
  ...[1, 1.1].flatMap((margin) => [
    ...[0.05, 0.047, 0.053].map((part) =>
      unitsCell(`${Math.round(1000 * part) / 10} % of time-outs`, 0.95, part, margin),
    ),
    unitsCell('two humps of one half each', 0.5, 0.5, margin),
    unitsCell('smooth', 0.95, 0, margin),
  ]),
]
