import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import { type Margins, stratum } from '../../../../src/stats/strata/stratum.ts'
import { type Counts, counts } from '../../../../src/stats/sums/counts.ts'
import { asking, sided } from '../asking/inference.ts'
import { type Observe, strata } from '../asking/observed.ts'
import { aRate, aScenario, counted } from '../asking/scenarios.ts'
import { type Cell, reported } from '../cell.ts'

const requests = 20_000

/** Each accident of a variant, a pod that is sick for a moment, makes five failures of its own. */
const inBursts: Observe = (look) => {
  const five = ({ whole: { n, events } }: Margins<Counts>) => ({
    whole: { n: n + 4 * events, events: 5 * events },
    byBucket: [],
    bySlice: [],
  })
  const epochs = strata(look, { metric: 'errors' }, 'Events', counts).map((each) =>
    stratum({ ...each, champion: five(each.champion), challenger: five(each.challenger) }),
  )
  return { of: 'Split', figure: 'Rate', strata: epochs, units: undefined }
}

/** What the promise doesn't hold for: requests of one variant that don't end each by itself. */
export const bursts: readonly Cell[] = (['50/50', '95/5'] as const).map((layout) => ({
  name: `1 % of errors, in bursts of five, ${layout}`,
  group: 'Adversities',
  by: 'Sums',
  scenario: aScenario(layout, requests, {
    metrics: [counted('errors', 'Events', aRate([0.002, 0.002]))],
  }),
  looks: logSpaced(100, requests, 60),
  questions: [
    asking('event split', { observe: inBursts, bound: 'Ratio', boundary: 1 }, [
      sided('more', reported),
    ]),
    asking('event split at 1.10', { observe: inBursts, bound: 'Ratio', boundary: 1.1 }, [
      sided('more', reported),
    ]),
    asking('difference split', { observe: inBursts, bound: 'Effect', boundary: 0 }, [
      sided('more', reported),
    ]),
    asking('difference split at .005', { observe: inBursts, bound: 'Margin', boundary: 0.005 }, [
      sided('more', reported),
    ]),
  ],
}))
