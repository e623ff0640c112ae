import { byDifferenceSplit } from '../sequential/by-split.ts'
import type { EpochRates } from '../sequential/difference-split.ts'
import type { Inference } from '../sequential/inference.ts'
import { complement } from '../sequential/level-split.ts'
import { negated } from '../sequential/mapped.ts'
import type { Stratum } from '../strata/stratum.ts'
import type { Counts } from '../sums/counts.ts'
import { plannedExcess } from './planned-size.ts'
import { enoughToChoose, type RateChoice } from './rate-method.ts'

/**
 * Challenger − champion of a rate near 0 or 1, where every request is a unit of its own. Exact, and without a gate
 * once it is chosen which of the two is counted. As dear as the difference split.
 */
export function effectOfRates(
  strata: readonly Stratum<Counts>[],
  choice: RateChoice | undefined,
): Inference {
  if (choice !== undefined) return bySplit(strata, choice)
  const have = strata.reduce((sum, { champion }) => sum + champion.whole.n, 0)
  const inference = bySplit(strata, { method: 'Events', scale: plannedExcess })
  return { ...inference, gates: [{ name: 'Predictions', have, need: enoughToChoose }] }
}

function bySplit(strata: readonly Stratum<Counts>[], { method, scale }: RateChoice): Inference {
  return method === 'Complement'
    ? negated(within(byDifferenceSplit(strata.map(ratesOf(complement)), scale)))
    : within(byDifferenceSplit(strata.map(ratesOf((rate) => rate)), scale))
}

/**
 * The bets are made for differences up to a half. Beyond it nothing is proven; what is proven at the half holds beyond
 * it on the other side.
 */
const within = (inference: Inference): Inference => ({
  ...inference,
  logPMore: (x, alpha) => (x > widest ? 0 : inference.logPMore(Math.max(x, -widest), alpha)),
  logPLess: (x, alpha) => (x < -widest ? 0 : inference.logPLess(Math.min(x, widest), alpha)),
})

const widest = 0.5

const ratesOf =
  (of: (counts: Counts) => Counts) =>
  ({ chance, champion, challenger }: Stratum<Counts>): EpochRates => ({
    chance,
    champion: of(champion.whole),
    challenger: of(challenger.whole),
  })
