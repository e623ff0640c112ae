import { normal } from '../distributions/normal.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { type Count, differenceOf, flawOf, squaredErrorOf } from './count.ts'
import { type Alternative, pOf } from './tails.ts'

/** A statistic that is normal about 0 if nothing is the matter, and the chance of one at least as extreme. */
export type ZTest = { readonly z: number; readonly p: number }

/**
 * The pooled z test of two proportions: under the hypothesis that they are equal, their common
 * proportion gives the error. Type-I error about alpha at one planned look, with some ten events and
 * ten non-events each. All yes, or all no, is `NoSpread`. O(1).
 *
 * K. Pearson's χ² of the fourfold table, 1900, of which z is the signed root.
 */
export function pooledZ(
  champion: Count,
  challenger: Count,
  alternative: Alternative = 'TwoSided',
): ZTest | Unknown {
  const flaw = flawOf([champion, challenger])
  if (flaw !== undefined) return flaw
  const events = champion.events + challenger.events
  const n = champion.n + challenger.n
  const pooled = squaredErrorOf({ events, n })
  if (pooled === 0) return unknownBecause('NoSpread')
  const error = Math.sqrt(pooled * (n / champion.n) * (n / challenger.n))
  const z = differenceOf(champion, challenger) / error
  return { z, p: pOf(normal, z, alternative) }
}
