import type { Delay } from '../../../../src/stats/simulation/delays.ts'
import { cellsOf, type Look } from '../../../../src/stats/simulation/look.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import { stratify } from '../../../../src/stats/strata/stratum.ts'
import type { Cell as Counted } from '../../../../src/stats/strata/tally-key.ts'
import { type Counts, counts } from '../../../../src/stats/sums/counts.ts'
import { asking, neither, type Sided, sided } from '../asking/inference.ts'
import { asked, type Observe } from '../asking/observed.ts'
import { aRate, aScenario, counted, type LayoutName, layoutNames } from '../asking/scenarios.ts'
import { type Cell, fails, groupOf } from '../cell.ts'

const requests = 20_000
/** A day, of which the experiment has five; slices of an hour. */
const day = (1000 * requests) / 5

const within: Delay = { kind: 'Within', ms: day }
const atItsEnd: Delay = { kind: 'At', ms: day }

/**
 * Two equally good models of which one errs on those whose truth is known soon, the other on those whose truth is
 * known late. Two metrics, which know nothing of each other: of one the champion's part is read, of the
 * other the challenger's.
 */
const labels = [
  { name: 'champion’s', event: within, other: atItsEnd },
  { name: 'challenger’s', event: atItsEnd, other: within },
].map(({ name, event, other }) =>
  counted(name, 'Events', aRate([0.2, 0.2]), { arrival: { event, other, limitMs: day } }),
)

const truths =
  (delayMs: number, notBefore = 0): Observe =>
  (look) => {
    const early = look.nowMs < notBefore
    const cells = early
      ? []
      : [...of(look, 'champion’s', 'old'), ...of(look, 'challenger’s', 'new')]
    const sight = { metric: '', delayMs }
    const strata = stratify(cells, asked(look, sight, counts))
    return { of: 'Split', figure: 'Rate', strata, units: undefined }
  }

const of = (look: Look, metric: string, variant: string): readonly Counted<Counts>[] =>
  cellsOf(look, metric, 'Events').filter(({ key }) => key.variant === variant)

const cellOf = (
  name: string,
  layout: LayoutName,
  [observe, sides]: readonly [Observe, readonly Sided[]],
): Cell => ({
  name: `${name}, ${layout}`,
  group: groupOf(name, 'Labels that are late'),
  by: 'Sums',
  scenario: aScenario(layout, requests, { sliceMs: day / 24, metrics: labels }),
  looks: logSpaced(1000, requests, 24),
  questions: [
    asking('difference', { observe, bound: 'Effect', boundary: 0 }, sides),
    asking('event split', { observe, bound: 'Ratio', boundary: 1 }, sides),
  ],
})

const falselyLess = [sided('less', fails())]

export const delays: readonly Cell[] = layoutNames.map((layout) =>
  cellOf('labels by class, mature slices', layout, [truths(day), neither()]),
)

export const lateLabels: readonly Cell[] = [
  cellOf('naive: labels by class, what has arrived', '50/50', [truths(0), falselyLess]),
  cellOf('naive: labels by class, what has arrived after a day', '50/50', [
    truths(0, day),
    falselyLess,
  ]),
]
