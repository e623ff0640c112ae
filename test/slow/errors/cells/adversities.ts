import { cellsOf, type Live, type Look } from '../../../../src/stats/simulation/look.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type { ValueModel } from '../../../../src/stats/simulation/outcomes/value.ts'
import { stratify } from '../../../../src/stats/strata/stratum.ts'
import type { Cell as Counted } from '../../../../src/stats/strata/tally-key.ts'
import { type Moments, moments } from '../../../../src/stats/sums/moments.ts'
import { asking, neither, neitherByBounds } from '../asking/inference.ts'
import { asked, meanOf, type Observe, rateOf } from '../asking/observed.ts'
import { aRate, aScenario, counted, layoutNames } from '../asking/scenarios.ts'
import type { Cell, Question } from '../cell.ts'
import { aValue } from './means.ts'

const requests = 20_000
const group = 'Adversities'

/** Equal means of unlike laws. Two metrics: of one the champion's part is read, of the other the challenger's. */
const unlike: Observe = (look) => {
  const cells = [...of(look, 'ours', 'old'), ...of(look, 'theirs', 'new')]
  const strata = stratify(cells, asked(look, { metric: '' }, moments(0)))
  return { of: 'Split', figure: 'Mean', range: undefined, strata, units: undefined }
}

const of = (look: Look, metric: string, variant: string): readonly Counted<Moments>[] =>
  cellsOf(look, metric, 'Values').filter(({ key }) => key.variant === variant)

const laws: readonly (readonly [name: string, champion: ValueModel, challenger: ValueModel])[] = [
  [
    'a normal champion, a lognormal(1) challenger',
    aValue(),
    aValue({ law: { kind: 'Lognormal', deviation: 1 } }),
  ],
  [
    'a normal champion, a lognormal(1.5) challenger clipped at its p99.9',
    aValue({ means: [0.97763, 0.97763] }),
    aValue({ law: { kind: 'Lognormal', deviation: 1.5 }, clip: [0, 33.5] }),
  ],
  [
    'a lognormal(1) champion, a normal challenger',
    aValue({ law: { kind: 'Lognormal', deviation: 1 } }),
    aValue(),
  ],
]

/** For the skewest to be judged at a share of 5 %. */
const enough = 60_000

const unlikeLaws: readonly Cell[] = laws.flatMap(([name, champion, challenger]) =>
  (['50/50', '80/20', '95/5'] as const).map((layout) => ({
    name: `mean, ${name}, ${layout}`,
    group,
    by: 'Sums' as const,
    scenario: aScenario(layout, enough, {
      metrics: [counted('ours', 'Values', champion), counted('theirs', 'Values', challenger)],
    }),
    looks: logSpaced(100, enough, 60),
    questions: [asking('sequence', { observe: unlike, bound: 'Effect', boundary: 0 }, neither())],
  })),
)

/** Rates so far apart that one is in the middle and the other at the edge. */
const farApart: readonly Cell[] = (
  [
    [0.15, 0.05],
    [0.3, 0.02],
    [0.85, 0.98],
  ] as const
).flatMap(([a, b]) =>
  (['50/50', '95/5'] as const).map((layout) => ({
    name: `rate ${a} against ${b}, ${layout}`,
    group,
    by: 'Sums' as const,
    scenario: aScenario(layout, requests, {
      metrics: [counted('errors', 'Events', aRate([a, b]))],
    }),
    looks: logSpaced(100, requests, 60),
    questions: [
      asking(
        'difference',
        { observe: rateOf({ metric: 'errors' }), bound: 'Margin', boundary: b - a, isMargin: true },
        neither(),
      ),
    ],
  })),
)

/** Tuned for far less, or far more, than comes. */
const tuned: readonly Cell[] = layoutNames.map((layout) => ({
  name: `sequences tuned wrongly, ${layout}`,
  group,
  by: 'Sums',
  scenario: aScenario(layout, requests, {
    metrics: [
      counted('errors', 'Events', aRate([0.12, 0.12])),
      counted('value', 'Values', aValue()),
    ],
  }),
  looks: logSpaced(100, requests, 60),
  questions: [100, 1_000_000].flatMap((tunedFor) => [
    asking(
      `rate, for ${tunedFor}`,
      { observe: rateOf({ metric: 'errors' }), bound: 'Effect', boundary: 0, tunedFor },
      tunedFor === 100 ? neitherByBounds : neither(),
    ),
    asking(
      `mean, for ${tunedFor}`,
      { observe: meanOf({ metric: 'value' }), bound: 'Effect', boundary: 0, tunedFor },
      neither(),
    ),
  ]),
}))

const shares = [0.05, 0.1, 0.2, 0.35, 0.5]

/** Whoever steers looks at the same evidence: shares rise while the challenger looks good, and only then. */
const steering = (isLucky: (look: Look) => boolean): Question => ({
  claims: [],
  begin: (live: Live) => {
    let step = 0
    return (look) => {
      if (step + 1 < shares.length && isLucky(look)) live.change([shares[++step] ?? 0])
      return []
    }
  },
})

/** By the newest epoch alone: its difference of sums, in the units of one outcome. */
function isLucky(look: Look): boolean {
  const epoch = look.epochs.length - 1
  const totalOf = (variant: string) =>
    of(look, 'value', variant)
      .filter(({ key }) => key.epoch === epoch)
      .reduce((sum, { statistic }) => sum + statistic.sum[0] / Math.sqrt(statistic.n), 0)
  return totalOf('new') - totalOf('old') > 1
}

const steered: Cell = {
  name: 'shares that rise while the challenger looks good',
  group,
  by: 'Sums',
  scenario: aScenario('95/5', requests, {
    metrics: [counted('value', 'Values', aValue())],
  }),
  looks: logSpaced(100, requests, 80),
  questions: [
    steering(isLucky),
    asking(
      'sequence',
      { observe: meanOf({ metric: 'value' }), bound: 'Effect', boundary: 0 },
      neither(),
    ),
  ],
}

/** The same for events, of which each look at the shares is a bet on the next. */
function areFewer(look: Look): boolean {
  const epoch = look.epochs.length - 1
  const rateIn = (variant: string) => {
    const cells = cellsOf(look, 'errors', 'Events').filter(
      ({ key }) => key.variant === variant && key.epoch === epoch,
    )
    const [n, events] = cells.reduce(
      ([n, events], { statistic }) => [n + statistic.n, events + statistic.events],
      [0, 0],
    )
    return events / Math.max(1, n)
  }
  return rateIn('new') < rateIn('old')
}

const steeredEvents: Cell = {
  name: 'shares that rise while the challenger fails less',
  group,
  by: 'Sums',
  scenario: aScenario('95/5', requests, {
    metrics: [counted('errors', 'Events', aRate([0.05, 0.05]))],
  }),
  looks: logSpaced(100, requests, 80),
  questions: [
    steering(areFewer),
    asking(
      'event split',
      { observe: rateOf({ metric: 'errors' }), bound: 'Ratio', boundary: 1 },
      neither(),
    ),
    asking(
      'difference',
      { observe: rateOf({ metric: 'errors' }), bound: 'Effect', boundary: 0 },
      neither(),
    ),
  ],
}

export const adversities: readonly Cell[] = [
  ...unlikeLaws,
  ...farApart,
  ...tuned,
  steered,
  steeredEvents,
]
