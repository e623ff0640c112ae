import { normal } from '../distributions/normal.ts'
import { student } from '../distributions/student.ts'
import { isUnknown, type Unknown, unknownBecause, unlessOverflown } from '../unknown.ts'
import { type Count, differenceOf, flawOf, squaredErrorOf } from './count.ts'
import { effectOf } from './effect.ts'
import type { Summary } from './summary.ts'
import { pOf } from './tails.ts'
import type { ZTest } from './two-proportion-z.ts'
import { welchDf } from './welch.ts'

/** By how much a challenger may be worse, above 0, and which way is worse. */
export type Margin = { readonly margin: number; readonly higherIsBetter: boolean }

/**
 * Tests that the challenger's proportion is worse than the champion's by the margin or more; a small p
 * says that it is not. One-sided, with the unpooled error: type-I error about alpha at one planned
 * look, with some ten events and ten non-events each. O(1).
 *
 * W. C. Blackwelder, "'Proving the null hypothesis' in clinical trials", Controlled Clinical Trials 3,
 * 1982.
 */
export function noninferiorProportion(
  champion: Count,
  challenger: Count,
  { margin, higherIsBetter }: Margin,
): ZTest | Unknown {
  const flaw = flawOf([champion, challenger])
  if (flaw !== undefined) return flaw
  const squaredError = squaredErrorOf(champion) + squaredErrorOf(challenger)
  if (squaredError === 0) return unknownBecause('NoSpread')
  const difference = differenceOf(champion, challenger)
  const z = ((higherIsBetter ? difference : -difference) + margin) / Math.sqrt(squaredError)
  return { z, p: pOf(normal, z, 'Larger') }
}

/** The same of two means, through Welch's t. Requires two outcomes each. A tail of Student's t. */
export function noninferiorMean(
  champion: Summary | Unknown,
  challenger: Summary | Unknown,
  { margin, higherIsBetter }: Margin,
): { readonly t: number; readonly df: number; readonly p: number } | Unknown {
  const effect = effectOf(champion, challenger, 'Absolute')
  if (isUnknown(effect)) return effect
  const df = welchDf(champion, challenger)
  if (isUnknown(df)) return df
  const gain = higherIsBetter ? effect.estimate : -effect.estimate
  const t = (gain + margin) / Math.sqrt(effect.squaredError)
  return unlessOverflown({ t, df, p: pOf(student(df), t, 'Larger') })
}
