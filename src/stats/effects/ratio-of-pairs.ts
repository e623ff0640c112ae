import type { Figure } from '../estimates/jackknife.ts'
import { identity } from '../estimates/reading.ts'
import { meansOfCounts } from '../estimates/readings.ts'
import { gatesOfSkew } from '../sequential/gates.ts'
import type { Inference } from '../sequential/inference.ts'
import { nothingUnseen } from '../sequential/widened.ts'
import type { Counts } from '../sums/counts.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { byContrast, contrastAt, sidesOfContrast } from './by-contrast.ts'
import { gateOfPairs } from './effect-of-pairs.ts'
import type { Side } from './observed.ts'
import { leavingOutPairs, type PairsOf, piecesOf } from './pairs-left-out.ts'
import { partOf, unseenOfPairs, yesOrNo } from './unseen.ts'

/**
 * Challenger ÷ champion of a rate, from the answers of both to the same requests: by the contrast b − r·a, of which
 * blocks of time and buckets of units tell the error. It is at least what it would be if the ratio were r and the two
 * differed no more often than they must then, so that two that always fail together can be proven alike. Twelve
 * jackknives, and some thousand evaluations a bound.
 */
export function ratioOfPairs(pairs: PairsOf<Counts>, tunedFor: number): Inference | Unknown {
  const leftOut = leavingOutPairs(pairs, meansOfCounts)
  const { champion, challenger, gap } = sidesOfContrast
  const [a, b, between] = [champion, challenger, gap].map((figure: Figure) => leftOut(figure))
  if (a === undefined || b === undefined || between === undefined) return unknownBecause('TooFew')
  const pieces = piecesOf(pairs, meansOfCounts)
  const [ours, theirs] = [b.estimate.value, a.estimate.value]
  const errorIn = ({ found }: typeof a, k: number) => found[k]?.squaredError ?? 0
  const contrast = {
    champion: theirs,
    challenger: ours,
    spreads: between.found.map(({ squaredError }, k) => ({
      champion: errorIn(a, k),
      challenger: errorIn(b, k),
      gap: squaredError,
    })),
    unseen: unseenOfRates(pairs),
    least: (ratio: number) => leastVariance(theirs, ours, ratio) / Math.max(1, pieces),
    n: pieces,
    df: between.estimate.df,
  }
  const gates = [
    // Of two that always agree b − a alone doesn't vary, and no other contrast is without doubt.
    ...gatesOfSkew('Pairs', { n: pieces, skew: 0 }, contrastAt(contrast, 2).squaredError),
    ...between.gates,
    gateOfPairs(pairs.strata, pieces),
  ]
  return { ...byContrast(contrast, tunedFor), method: 'PairedSequence', gates }
}

/** How far b − ratio · a would move by units of the largest size, all of whose requests end alike: if they come back. */
function unseenOfRates({ strata, effective, asLarge = effective }: PairsOf<Counts>) {
  if (asLarge === undefined) return () => nothingUnseen
  const means = (side: Side) => strata.map(({ pairs }) => meansOfCounts(pairs.whole[side]))
  const parts = { champion: means('champion'), challenger: means('challenger') }
  const part = partOf(asLarge, parts.challenger)
  const ranged = { functional: identity, range: yesOrNo, part }
  return (ratio: number) => unseenOfPairs(parts, ranged, ratio)
}

/**
 * Of b − ratio · a in one pair, at these two rates or at those that would make the ratio true, whichever is more, if
 * both fail together as often as they can. O(1).
 */
export function leastVariance(a: number, b: number, ratio: number): number {
  const varianceAt = (a: number, b: number) => {
    const both = Math.min(a, b)
    return (1 - ratio) ** 2 * both + (b - both) + ratio ** 2 * (a - both) - (b - ratio * a) ** 2
  }
  const common = (a + b) / (1 + ratio)
  return Math.max(varianceAt(a, b), varianceAt(common, ratio * common))
}
