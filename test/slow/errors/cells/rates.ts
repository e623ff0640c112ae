import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import { asking, neither, neitherByBounds, sided } from '../asking/inference.ts'
import { rateOf } from '../asking/observed.ts'
import {
  aRate,
  aScenario,
  counted,
  days,
  type LayoutName,
  layoutNames,
  trend,
} from '../asking/scenarios.ts'
import { type Cell, holds, type Question } from '../cell.ts'

const errors = rateOf({ metric: 'errors' })

/** Requests until the end, by rate: the rarer the more. */
const lengths: readonly (readonly [rate: number, requests: number])[] = [
  [0.3, 20_000],
  [0.02, 50_000],
  [0.002, 100_000],
]

const looks = (requests: number) => logSpaced(100, requests, 60)

/** Equal rates: no ratio, no difference, and each at its own level. */
const equal: readonly Cell[] = lengths.flatMap(([rate, requests]) =>
  layoutNames.map((layout) => ({
    name: `rate ${rate}, ${layout}`,
    group: 'Rates, equal',
    by: 'Sums' as const,
    scenario: aScenario(layout, requests, {
      metrics: [counted('errors', 'Events', aRate([rate, rate]))],
    }),
    looks: looks(requests),
    questions: [
      asking('event split', { observe: errors, bound: 'Ratio', boundary: 1 }, neither()),
      asking('difference', { observe: errors, bound: 'Effect', boundary: 0 }, neither()),
      asking('level', { observe: errors, bound: 'Limit', boundary: rate }, neither()),
    ],
  })),
)

/** Equal rates that move: no average level, and no ratio or difference at any time. */
const drifting: readonly Cell[] = lengths.flatMap(([rate, requests]) =>
  layoutNames.flatMap((layout) =>
    (
      [
        ['trend', trend(requests)],
        ['days', days(requests)],
      ] as const
    ).map(([course, drift]) => ({
      name: `rate ${rate}, ${layout}, ${course}`,
      group: 'Rates, drifting',
      by: 'Sums' as const,
      scenario: aScenario(layout, requests, {
        traffic: {
          perSecond: 1,
          ...(course === 'days' ? { swing: { by: 0.8, periodMs: 200 * requests } } : {}),
        },
        metrics: [counted('errors', 'Events', aRate([rate, rate], { course: drift }))],
      }),
      looks: looks(requests),
      questions: [
        asking('event split', { observe: errors, bound: 'Ratio', boundary: 1 }, neither()),
        asking('difference', { observe: errors, bound: 'Effect', boundary: 0 }, neither()),
      ],
    })),
  ),
)

/** A level that moves, and the farthest that its average to date ever gets: so far is never proven, nor beyond. */
const moving: readonly Cell[] = (
  [
    ['rising', 3, 'more', 2],
    ['falling', 1 / 3, 'less', 2 / 3],
  ] as const
).flatMap(([name, factor, side, farthest]) =>
  [
    [0.3, 20_000, '50/50'] as const,
    [0.02, 50_000, '50/50'] as const,
    [0.02, 50_000, '95/5'] as const,
  ].map(
    ([rate, requests, layout]): Cell => ({
      name: `level ${rate}, ${name}, ${layout}`,
      group: 'Rates, drifting',
      by: 'Sums',
      scenario: aScenario(layout, requests, {
        metrics: [
          counted(
            'errors',
            'Events',
            aRate([rate, rate], { course: { kind: 'Trend', factor, overMs: 1000 * requests } }),
          ),
        ],
      }),
      looks: looks(requests),
      questions: [
        asking('level', { observe: errors, bound: 'Limit', boundary: rate * farthest }, [
          sided(side, holds()),
        ]),
      ],
    }),
  ),
)

/** Exactly at the margin: neither harmful nor safe. */
const atMargin = (
  layout: LayoutName,
  [rate, requests]: readonly [number, number],
  margin: { readonly ratio: number } | { readonly absolute: number },
): Cell => {
  const isRatio = 'ratio' in margin
  const theirs = isRatio ? rate * margin.ratio : rate + margin.absolute
  const question: Question = isRatio
    ? asking(
        'event split',
        { observe: errors, bound: 'Ratio', boundary: margin.ratio, isMargin: true },
        neitherByBounds,
      )
    : asking(
        'difference',
        { observe: errors, bound: 'Margin', boundary: margin.absolute, isMargin: true },
        neitherByBounds,
      )
  return {
    name: `rate ${rate} against ${Number(theirs.toFixed(4))}, ${layout}, ${isRatio ? 'ratio' : 'difference'}`,
    group: 'Rates, at the margin',
    by: 'Sums',
    scenario: aScenario(layout, requests, {
      metrics: [counted('errors', 'Events', aRate([rate, theirs]))],
    }),
    looks: logSpaced(100, requests, 60),
    questions: [question],
  }
}

const margins: readonly Cell[] = layoutNames.flatMap((layout) => [
  atMargin(layout, [0.3, 20_000], { absolute: 0.03 }),
  atMargin(layout, [0.02, 50_000], { absolute: 0.005 }),
  atMargin(layout, [0.002, 100_000], { absolute: 0.002 }),
  atMargin(layout, [0.0002, 100_000], { absolute: 0.005 }),
  atMargin(layout, [0.98, 50_000], { absolute: -0.01 }),
  atMargin(layout, [0.3, 20_000], { ratio: 1.1 }),
  atMargin(layout, [0.02, 50_000], { ratio: 1.5 }),
])

export const rates: readonly Cell[] = [...equal, ...drifting, ...moving, ...margins]
