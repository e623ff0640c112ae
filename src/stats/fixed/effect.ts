import { isUnknown, type Unknown, unknownBecause, unlessOverflown } from '../unknown.ts'
import type { Summary } from './summary.ts'
import type { Effect } from './t-test.ts'

/** Challenger − champion; or that, divided by the champion. */
export type Scale = 'Absolute' | 'Relative'

/**
 * Challenger − champion, or that divided by the champion, with its squared error. Relative to the
 * champion's *unadjusted* mean: by the delta method, so the champion should be some four standard
 * errors away from zero; `fieller` needs no such thing. O(1).
 *
 * The delta method for (B − A)/A: V(B)/A² + V(A) B²/A⁴; A. Deng, U. Knoblich, J. Lu, "Applying the
 * delta method in metric analytics", KDD 2018.
 */
export function effectOf(
  champion: Summary | Unknown,
  challenger: Summary | Unknown,
  scale: Scale,
): Effect | Unknown {
  if (isUnknown(champion)) return champion
  if (isUnknown(challenger)) return challenger
  const lost = (challenger.lost ?? 0) - (champion.lost ?? 0)
  const estimate = challenger.mean - champion.mean + lost
  const [errorOfA, errorOfB] = [champion.variance / champion.n, challenger.variance / challenger.n]
  if (scale === 'Absolute') {
    return unlessOverflown({ estimate, squaredError: errorOfA + errorOfB })
  }
  const a = champion.unadjustedMean ?? champion.mean
  const b = challenger.unadjustedMean ?? challenger.mean
  if (a === 0) return unknownBecause('ZeroChampion')
  const squaredError = (errorOfB + errorOfA * (b / a) ** 2) / a / a
  return unlessOverflown({ estimate: estimate / a, squaredError })
}
