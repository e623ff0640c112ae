import type { Tally } from '../../evidence/tally.ts'
import type { ByVariant } from '../../stats/quality/quality.ts'
import { arrivalsOf } from './arrivals.ts'
import type { Case } from './case.ts'
import { gathered } from './gathered.ts'

/** Who came in the present epoch, and the shares that were configured, as parts of all. */
export type ObservedShares = {
  /** Units of the sample that came in it first, or requests where none comes back. */
  readonly came: ByVariant
  readonly configured: ByVariant
}

/** Of the last epoch of a case; nothing before there is one. O(rows). */
export function observedShares(asked: Case, tallies: readonly Tally[]): ObservedShares | undefined {
  const { seen } = arrivalsOf(gathered(asked, tallies))
  const present = seen.epochs.at(-1)
  return present && { came: present.units, configured: present.shares }
}
