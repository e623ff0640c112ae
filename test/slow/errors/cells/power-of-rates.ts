import {
  byDifferenceSplit,
  byEventSplit,
  byLevelSplit,
} from '../../../../src/stats/sequential/by-split.ts'
import type { Look } from '../../../../src/stats/simulation/look.ts'
import { counts } from '../../../../src/stats/sums/counts.ts'
import { asking, askingOf, sided } from '../asking/inference.ts'
import { rateOf, strata } from '../asking/observed.ts'
import { cellOf, engine, found, needed, neededOf, spread } from '../asking/power.ts'
import { aRate, aScenario, counted, type LayoutName } from '../asking/scenarios.ts'
import type { Cell } from '../cell.ts'

const errors = rateOf({ metric: 'errors' })

const ratesOf = (look: Look) => strata(look, { metric: 'errors' }, 'Events', counts)

const eventsAt = (scale: number) => (look: Look) =>
  byEventSplit(
    ratesOf(look).map(({ chance, champion, challenger }) => ({
      chance,
      champion: champion.whole.events,
      challenger: challenger.whole.events,
    })),
    scale,
  )

const differenceAt = (scale: number) => (look: Look) =>
  byDifferenceSplit(
    ratesOf(look).map(({ chance, champion, challenger }) => ({
      chance,
      champion: champion.whole,
      challenger: challenger.whole,
    })),
    scale,
  )

const levelAt = (scale: number) => (look: Look) =>
  byLevelSplit(ratesOf(look)[0]?.challenger.whole ?? counts.none, scale)

const rateCells = (layout: LayoutName, [a, b]: readonly [number, number]): readonly Cell[] => {
  const n = neededOf(layout, [spread(a), spread(b)], b - a)
  const scale = Math.abs(Math.log(b / a))
  const scenario = aScenario(layout, 2 * n, {
    metrics: [counted('errors', 'Events', aRate([a, b]))],
  })
  const isRare = a <= 0.1
  const exact = [
    askingOf('event split, planned', eventsAt(scale), 1, [sided('more', found(n))]),
    askingOf('difference split, planned', differenceAt(scale), 0, [sided('more', found(n))]),
  ]
  return [
    cellOf(`rate ${a} against ${b}, ${layout}`, n, {
      scenario,
      questions: [
        ...(isRare ? exact : []),
        ...engine('difference', n, { observe: errors, bound: 'Effect', boundary: 0 }, 'more'),
      ],
    }),
  ]
}

/** Equal rates, to be proven within the margin. */
const safeCells = (layout: LayoutName, rate: number, margin: number): readonly Cell[] => {
  const theirs = rate + margin
  const n = neededOf(layout, [spread(rate), spread(theirs)], margin)
  const scenario = aScenario(layout, 2 * n, {
    metrics: [counted('errors', 'Events', aRate([rate, rate]))],
  })
  const planned = Math.log(theirs / rate)
  return [
    cellOf(`safe: rate ${rate} with a margin of ${margin}, ${layout}`, n, {
      scenario,
      questions: [
        askingOf('difference split, planned', differenceAt(planned), margin, [
          sided('less', found(n)),
        ]),
        ...engine(
          'difference',
          n,
          { observe: errors, bound: 'Margin', boundary: margin, isMargin: true },
          'less',
        ),
        asking(
          'event split, the engine’s defaults',
          { observe: errors, bound: 'Ratio', boundary: theirs / rate, isMargin: true },
          [sided('less', found(n))],
        ),
      ],
    }),
  ]
}

const level = 0.02
const levelN = 2 * needed(spread(0.025), 0.005)
const levels = cellOf('limit .02, level .025, 50/50', levelN, {
  scenario: aScenario('50/50', 2 * levelN, {
    metrics: [counted('errors', 'Events', aRate([0.02, 0.025]))],
  }),
  questions: [
    askingOf('level split, planned', levelAt(Math.log(1.25)), level, [
      sided('more', found(levelN)),
    ]),
    ...engine(
      'level',
      levelN,
      { observe: errors, bound: 'Limit', boundary: level, isMargin: true },
      'more',
    ),
  ],
})

export const powerOfRates: readonly Cell[] = [
  ...rateCells('50/50', [0.002, 0.003]),
  ...rateCells('50/50', [0.02, 0.025]),
  ...rateCells('50/50', [0.02, 0.0205]),
  ...rateCells('50/50', [0.05, 0.0525]),
  ...rateCells('50/50', [0.002, 0.008]),
  ...rateCells('95/5', [0.02, 0.025]),
  ...rateCells('50/50', [0.3, 0.33]),
  ...rateCells('95/5', [0.3, 0.33]),
  ...safeCells('50/50', 0.02, 0.005),
  ...safeCells('95/5', 0.02, 0.005),
  levels,
]
