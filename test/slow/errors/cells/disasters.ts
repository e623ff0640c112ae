import type { Observed, Range } from '../../../../src/stats/effects/observed.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type {
  DisasterPairs,
  DisastersModel,
} from '../../../../src/stats/simulation/outcomes/disasters.ts'
import type { Units } from '../../../../src/stats/simulation/units.ts'
import { asking, neither, sided } from '../asking/inference.ts'
import { meanOf, type Observe, pairedMeanOf } from '../asking/observed.ts'
import { aScenario, counted, type LayoutName } from '../asking/scenarios.ts'
import { type Cell, fails, type Question } from '../cell.ts'
import { shadowed, slice } from './pairs.ts'
import { sticky } from './sticky.ts'

const group = 'Disasters that nobody has seen yet'

/** Of one mean, nearly all of it a loss: who is promoted is so for «less». */
const model = (given: Partial<DisastersModel>): DisastersModel => ({
  kind: 'Disasters',
  law: { kind: 'Normal', deviation: 0.5 },
  mean: 1,
  rates: [0, 1e-4],
  worst: 300,
  ...given,
})

/** With the range, and as a control without. */
const questions = (
  observe: (range: Range | undefined) => Observe,
  range: Range,
): readonly Question[] => [
  asking('with its range', { observe: observe(range), bound: 'Effect', boundary: 0 }, neither()),
  asking('without its range', { observe: observe(undefined), bound: 'Effect', boundary: 0 }, [
    sided('less', fails()),
  ]),
]

type Split = {
  readonly layout: LayoutName
  readonly requests: number
  readonly model: DisastersModel
  readonly units?: Units
  readonly figure?: 'Mean' | 'RootMean'
}

/** A disaster that was seen is skew, which closes the gates again. */
const opens = 0.3

const splitCell = (
  name: string,
  { layout, requests, model, units, figure = 'Mean' }: Split,
): Cell => ({
  name: `disasters: ${name}, ${layout}`,
  group,
  by: units === undefined ? 'Sums' : 'Requests',
  scenario: aScenario(layout, requests, {
    metrics: [counted('loss', 'Values', model)],
    ...(units === undefined ? {} : { units }),
  }),
  looks: logSpaced(500, requests, units === undefined ? 40 : 20),
  ...(units && { part: 0.25 }),
  opens,
  questions: questions(
    (range) => {
      const mean = meanOf({ metric: 'loss', ...(range && { range }) })
      // A mean of squares is read as its root.
      return (look) => ({ ...mean(look), figure }) as Observed
    },
    { low: model.law.kind === 'Normal' ? -5 : 0, high: model.worst },
  ),
})

const squares = { kind: 'Lognormal', deviation: 1 } as const

const splits: readonly Cell[] = [
  splitCell('+300 in 10,000', { layout: '50/50', requests: 40_000, model: model({}) }),
  splitCell('+50 in 2,000', {
    layout: '50/50',
    requests: 20_000,
    model: model({ rates: [0, 5e-4], worst: 50 }),
  }),
  splitCell('+15 in 500', {
    layout: '95/5',
    requests: 60_000,
    model: model({ rates: [0, 2e-3], worst: 15 }),
  }),
  // Where nearly nothing is to be seen but disasters the promise is kept with nothing to spare.
  splitCell('+550 in 300', {
    layout: '50/50',
    requests: 5000,
    model: model({ rates: [0, 1 / 300], worst: 550 }),
  }),
  splitCell('log loss of 6.9 in 1,000', {
    layout: '50/50',
    requests: 20_000,
    model: model({
      law: { kind: 'Lognormal', deviation: 0.8 },
      mean: 0.05,
      rates: [0, 1e-3],
      worst: 6.9,
    }),
  }),
  splitCell('RMSE, off by 15 in 2,000', {
    layout: '50/50',
    requests: 12_000,
    model: model({ law: squares, rates: [0, 5e-4], worst: 225 }),
    figure: 'RootMean',
  }),
  splitCell('RMSE, off by 30 in 5,000', {
    layout: '50/50',
    requests: 20_000,
    model: model({ law: squares, rates: [0, 2e-4], worst: 900 }),
    figure: 'RootMean',
  }),
  splitCell('+50 in 1,000, to the same of 2,000 units', {
    layout: '50/50',
    requests: 20_000,
    model: model({ law: { kind: 'Normal', deviation: 0.2 }, rates: [0, 1e-3], worst: 50 }),
    units: sticky(2000, 1, 0),
  }),
]

const pairCell = (
  name: string,
  pairs: Omit<DisasterPairs, 'kind' | 'mean' | 'deviation'>,
): Cell => ({
  name: `disasters: pairs, ${name}`,
  group,
  by: 'Requests',
  scenario: shadowed(
    { kind: 'Disasters', mean: 5, deviation: 1.5, ...pairs },
    { sliceMs: slice / 4 },
  ),
  looks: logSpaced(300, 8000, 16),
  part: 0.25,
  opens,
  questions: questions((range) => pairedMeanOf({ metric: 'pairs', ...(range && { range }) }), {
    low: -5,
    high: 25,
  }),
})

const pairs: readonly Cell[] = [
  pairCell('+10 in 1,000', { noise: 0.05, rate: 1e-3, worst: 10 }),
  pairCell('+30 in 5,000', { noise: 0.05, rate: 2e-4, worst: 30 }),
]

export const disasters: readonly Cell[] = [...splits, ...pairs]
