import { isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import type { Beta } from './beta-posterior.ts'
import { logConcaveIntegral } from './log-concave-integral.ts'
import { onLogOdds } from './posterior.ts'

/**
 * The chance that the challenger's proportion is the larger, under independent Beta posteriors: to some
 * twelve digits also where it is 1e-300, for parameters from .1 to 1e12. A sum of some hundred tails of
 * a Beta distribution: about a millisecond.
 *
 * The narrower one's density times the other's tail, which is log-concave as both are.
 */
export function chanceToBeat(champion: Beta, challenger: Beta): number | Unknown {
  const [a, b] = [onLogOdds(champion), onLogOdds(challenger)]
  if (isUnknown(a)) return a
  if (isUnknown(b)) return b
  const logChance =
    spread(challenger) < spread(champion)
      ? logConcaveIntegral((at) => b.logDensity(at) + a.logBelow(at), centre(challenger))
      : logConcaveIntegral((at) => a.logDensity(at) + b.logAbove(at), centre(champion))
  if (logChance === undefined || Number.isNaN(logChance)) return unknownBecause('Overflow')
  return Math.min(1, Math.exp(logChance))
}

const spread = ({ alpha, beta }: Beta) => 1 / alpha + 1 / beta
const centre = ({ alpha, beta }: Beta) => Math.log(alpha / beta)
