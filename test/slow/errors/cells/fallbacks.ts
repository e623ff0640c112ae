import { cellsOf } from '../../../../src/stats/simulation/look.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import { stratify } from '../../../../src/stats/strata/stratum.ts'
import { counts } from '../../../../src/stats/sums/counts.ts'
import { asking, neither, type Sided, sided } from '../asking/inference.ts'
import { asked, type Observe, rateOf } from '../asking/observed.ts'
import { aRate, aScenario, counted, type LayoutName, layoutNames } from '../asking/scenarios.ts'
import { type Cell, fails, groupOf, reported } from '../cell.ts'

const requests = 20_000

/** As the assignment has it: whoever answered in the end. */
const byAssignment = rateOf({ metric: 'errors' })

/** A wrong method: the champion takes what it answered in the challenger's place. */
const byAnswer: Observe = (look) => {
  const cells = cellsOf(look, 'errors', 'Events').map(({ key, statistic }) => ({
    key: key.how === 'Fallback' ? { ...key, variant: 'old' } : key,
    statistic,
  }))
  const strata = stratify(cells, asked(look, { metric: 'errors' }, counts))
  return { of: 'Split', figure: 'Rate', strata, units: undefined }
}

/** An equally good challenger that doesn't answer this part of its hard requests, one in ten, in time. */
const cellOf = (
  [timeouts, layout]: readonly [number, LayoutName],
  [name, observe, sides]: readonly [string, Observe, readonly Sided[]],
): Cell => ({
  name: `${name}, ${timeouts * 10} % fallbacks, ${layout}`,
  group: groupOf(name, 'Fallbacks'),
  by: 'Sums',
  scenario: aScenario(layout, requests, {
    hard: 0.1,
    timeouts: [0, timeouts],
    metrics: [counted('errors', 'Events', aRate([0.1, 0.1], { onHard: 5 }))],
  }),
  looks: logSpaced(100, requests, 60),
  questions: [
    asking('event split', { observe, bound: 'Ratio', boundary: 1 }, sides),
    asking('difference', { observe, bound: 'Effect', boundary: 0 }, sides),
  ],
})

const rates = [0.6, 0.2, 0.04]

export const fallbacks: readonly Cell[] = [
  ...rates.map((rate) => [rate, '50/50'] as const),
  ...layoutNames.slice(1).map((layout) => [0.6, layout] as const),
].map((at) => cellOf(at, ['scored by assignment', byAssignment, neither()]))

export const byAnswering: readonly Cell[] = rates.map((rate) =>
  cellOf(
    [rate, '50/50'],
    [
      'naive: scored by the answering variant',
      byAnswer,
      [sided('less', rate < 0.1 ? reported : fails())],
    ],
  ),
)
