import { unseenOfDifference, unseenOfLevel, unseenOfPairs } from '../effects/unseen.ts'
import { identity } from '../estimates/reading.ts'
import { nothingUnseen, type Reach } from '../sequential/widened.ts'
import { challengersLevel } from './fluctuation.ts'
import type { Plan } from './plan.ts'
import { upTo } from './stretches.ts'

/**
 * How far the estimate would move by what nobody has seen within n outcomes, as the decision itself reckons: by the
 * means to be expected. Nothing where the plan knows no range, and of rates: a plan's units are all of one size, and
 * then the error that is assumed while events are few allows for it. Requires a plan without flaws. O(stretches).
 */
export function unseenAt(plan: Plan, n: number): Reach {
  const { figure, source, bound, stretches } = plan
  if (figure.kind !== 'Mean') return nothingUnseen
  const part = source.of === 'Units' ? 1 / source.requestsPerUnit : 1
  const ranged = { functional: identity, range: figure.range, part }
  const means = [challengersLevel(figure.champion, plan)]
  const reached = upTo(stretches, n).map(({ chance, outcomes }) =>
    source.of === 'Pairs'
      ? { ours: outcomes, theirs: outcomes }
      : { ours: chance * outcomes, theirs: (1 - chance) * outcomes },
  )
  const challenger = reached.map(({ ours }) => ({ n: ours, means }))
  if (bound === 'Limit') return unseenOfLevel(challenger, ranged)
  const champion = reached.map(({ theirs }) => ({ n: theirs, means: [figure.champion] }))
  return source.of === 'Pairs'
    ? unseenOfPairs({ champion, challenger }, ranged)
    : unseenOfDifference({ champion, challenger }, { champion: ranged, challenger: ranged })
}
