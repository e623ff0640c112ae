import { allKnown, isUnknown, type Unknown } from '../unknown.ts'
import { integralOver } from './panels.ts'
import type { Posterior } from './posterior.ts'

/**
 * Of each variant the chance that it is the best, the posteriors being independent and on one scale:
 * their sum is 1 to some ten digits. By quadrature, not by draws, so that the same evidence always
 * gives the same weights. Some three hundred densities and tails for each pair of variants: two take
 * some five milliseconds, eight some hundred and fifty.
 *
 * W. R. Thompson, "On the likelihood that one unknown probability exceeds another in view of the
 * evidence of two samples", Biometrika 25, 1933.
 */
export function chancesOfBest(
  posteriors: readonly (Posterior | Unknown)[],
): readonly number[] | Unknown {
  const known = allKnown(posteriors)
  if (isUnknown(known)) return known
  const landmarks = known.flatMap((each) => each.landmarks)
  return known.map((each, i) => {
    const others = known.toSpliced(i, 1)
    const [from, to] = [Math.min(...each.landmarks), Math.max(...each.landmarks)]
    const within = landmarks.filter((at) => at >= from && at <= to)
    const chance = integralOver(within, (at) =>
      Math.exp(others.reduce((sum, other) => sum + other.logBelow(at), each.logDensity(at))),
    )
    return Math.min(1, chance)
  })
}
