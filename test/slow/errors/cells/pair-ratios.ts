import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type { LossPairs, PairModel } from '../../../../src/stats/simulation/outcomes/pairs.ts'
import type { Units } from '../../../../src/stats/simulation/units.ts'
import { asking, neither } from '../asking/inference.ts'
import { type Observe, pairedQuantileOf, pairedRateOf } from '../asking/observed.ts'
import type { Cell } from '../cell.ts'
import { shadowed } from './pairs.ts'
import { sticky } from './sticky.ts'

const requests = 8000
const slice = (1000 * requests) / 64
const fourHundred = sticky(400, 0, 0)

/** Two latencies of the same request, the challenger's so many times the champion's. */
const latencies = (
  ratio: number,
  { serial = 0, part = 0, ...rest }: Partial<Pick<LossPairs, 'serial' | Shape>> & Shock = {},
): PairModel => ({
  kind: 'Losses',
  mean: Math.log(100),
  deviation: 0.5,
  correlation: 0.6,
  effects: [Math.log(ratio)],
  serial,
  shock: { part, everyMs: slice },
  ...rest,
})

type Shape = 'deviation' | 'correlation' | 'jump'
type Shock = { readonly part?: number }

/** So many wait for a time-out, twenty times as long, and nothing lies between. */
const timeouts = (part: number, correlation = 0): Pick<LossPairs, Shape> => ({
  deviation: 0.2,
  correlation,
  jump: { part, by: 3 },
})

/** One tenth of all requests fails with the champion, so many times as many with the challenger. */
const events = (ratio: number, { serial = 0, both = 0.06 } = {}): PairModel => ({
  kind: 'Events',
  both,
  championOnly: [0.1 - both],
  challengerOnly: [0.1 * ratio - both],
  serial,
})

type Given = {
  readonly model: PairModel
  readonly ratio: number
  readonly units?: Units
  readonly quantile?: number
}

const cellOf = (name: string, { model, ratio, units, quantile = 0.95 }: Given): Cell => {
  const sight = { metric: 'pairs' }
  const isRate = model.kind === 'Events'
  const observe: Observe = isRate ? pairedRateOf(sight) : pairedQuantileOf(quantile, sight)
  const as = isRate ? 'BothEvents' : 'BothLatencies'
  const scenario = shadowed(model, units === undefined ? {} : { units })
  return {
    name: `pairs: ${name}`,
    group: 'Pairs',
    by: 'Requests',
    scenario: { ...scenario, shadow: { part: 1, metrics: [{ name: 'pairs', model, as }] } },
    looks: logSpaced(300, requests, 10),
    part: 0.25,
    questions: [
      asking(
        isRate ? 'paired ratio of rates' : `paired ratio of p${100 * quantile}`,
        { observe, bound: 'Ratio', boundary: ratio, isMargin: ratio !== 1 },
        neither(),
      ),
    ],
  }
}

const percent = (part: number) => `${Math.round(1000 * part) / 10} %`

export const pairRatios: readonly Cell[] = [
  cellOf('events, ratio 1', { model: events(1), ratio: 1 }),
  cellOf('events, ratio 1.10', { model: events(1.1), ratio: 1.1 }),
  cellOf('events that hardly differ, ratio 1.10', {
    model: events(1.1, { both: 0.099 }),
    ratio: 1.1,
  }),
  cellOf('events, ratio 1.10, in 400 series that repeat by .8', {
    model: events(1.1, { serial: 0.8 }),
    ratio: 1.1,
    units: fourHundred,
  }),
  cellOf('latencies, ratio 1', { model: latencies(1), ratio: 1 }),
  cellOf('latencies, ratio 1.10', { model: latencies(1.1), ratio: 1.1 }),
  cellOf('latencies, ratio 1.10, with shocks of a slice', {
    model: latencies(1.1, { part: 0.1 }),
    ratio: 1.1,
  }),
  cellOf('latencies, ratio 1.10, in 1,600 AR(.8) series with shocks of a slice', {
    model: latencies(1.1, { serial: 0.8, part: 0.1 }),
    ratio: 1.1,
    units: sticky(1600, 0, 0),
  }),
  ...[1, 1.1].flatMap((ratio) => [
    cellOf(`latencies that move against each other, ratio ${ratio}`, {
      model: latencies(ratio, { correlation: -0.8 }),
      ratio,
      quantile: 0.5,
    }),
    ...[0.05, 0.047, 0.053].map((part) =>
      cellOf(`${percent(part)} of time-outs, ratio ${ratio}`, {
        model: latencies(ratio, timeouts(part)),
        ratio,
      }),
    ),
    cellOf(`5 % of time-outs, alike for both, ratio ${ratio}`, {
      model: latencies(ratio, timeouts(0.05, 0.9)),
      ratio,
    }),
    cellOf(`5 % of time-outs, never for both, ratio ${ratio}`, {
      model: latencies(ratio, timeouts(0.05, -0.8)),
      ratio,
    }),
    cellOf(`5 % of time-outs, in 1,600 AR(.8) series with shocks of a slice, ratio ${ratio}`, {
      model: latencies(ratio, { ...timeouts(0.05), serial: 0.8, part: 0.1 }),
      ratio,
      units: sticky(1600, 0, 0),
    }),
    cellOf(`two humps of one half each, ratio ${ratio}`, {
      model: latencies(ratio, timeouts(0.5)),
      ratio,
      quantile: 0.5,
    }),
  ]),
]
