import type { Tally } from '../../evidence/tally.ts'
import { canonicalDigest } from '../../routing/canonical-json.ts'
import type { Case } from './case.ts'

/** SHA-256, in hexadecimal, of all that a verdict depends on, in whatever order the tallies came. */
export const caseDigest = (asked: Case, tallies: readonly Tally[]): string =>
  canonicalDigest({ case: asked, tallies: [...tallies].sort(byName) })

function byName(a: Tally, b: Tally): number {
  if (a.instance !== b.instance) return a.instance < b.instance ? -1 : 1
  return a.round - b.round || a.number - b.number
}
