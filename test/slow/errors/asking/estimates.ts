import { adjustedBy, thetaOf } from '../../../../src/stats/estimates/cuped.ts'
import {
  differenceOf,
  type Linearised,
  liftOf,
  type Sides,
} from '../../../../src/stats/estimates/linearised.ts'
import { ratio } from '../../../../src/stats/estimates/ratio.ts'
import { identity, type Reading } from '../../../../src/stats/estimates/reading.ts'
import { readMoments, readVector } from '../../../../src/stats/estimates/readings.ts'
import { bySequence } from '../../../../src/stats/sequential/by-sequence.ts'
import { gatesOfSkew } from '../../../../src/stats/sequential/gates.ts'
import type { Inference } from '../../../../src/stats/sequential/inference.ts'
import type { Look } from '../../../../src/stats/simulation/look.ts'
import type { Stratum } from '../../../../src/stats/strata/stratum.ts'
import { moments } from '../../../../src/stats/sums/moments.ts'
import type { VectorMoments } from '../../../../src/stats/sums/vector-moments.ts'
import { vectorMoments } from '../../../../src/stats/sums/vector-moments.ts'
import { allKnown, isUnknown, type Unknown, unknownBecause } from '../../../../src/stats/unknown.ts'
import { strata } from './observed.ts'

/** The methods that no field of the API asks for yet. Each is judged as the engine judges its own. */

/** Challenger ÷ champion − 1, of means. */
export function liftAt(look: Look): Inference | Unknown {
  const sides = sidesOf(strata(look, { metric: 'value' }, 'Values', moments(0)), readMoments)
  return isUnknown(sides) ? sides : judged(liftOf(sides, identity))
}

/** Challenger − champion of a ratio of sums. */
export function ratioAt(look: Look): Inference | Unknown {
  const sides = sidesOf(vectors(look, 'Ratio'), readVector)
  return isUnknown(sides) ? sides : judged(differenceOf(sides, ratio))
}

/** Challenger − champion of means, less what a covariate explains. */
export function adjustedAt(look: Look): Inference | Unknown {
  const all = vectors(look, 'Covaried')
  const sides = sidesOf(all, readVector)
  if (isUnknown(sides)) return sides
  const parts = all.flatMap(({ champion, challenger }) => [champion.whole, challenger.whole])
  return judged(differenceOf(sides, adjustedBy(thetaOf(parts.map(covariation)))))
}

const vectors = (look: Look, as: 'Ratio' | 'Covaried') =>
  strata(look, { metric: 'value' }, as, vectorMoments([0, 0], 3))

function covariation({ n, sums }: VectorMoments) {
  const [y = 0, x = 0, , yx = 0, xx = 0] = sums.map(([high]) => high / Math.max(1, n))
  return { n, yx: yx - y * x, xx: xx - x * x }
}

function sidesOf<S>(
  strata: readonly Stratum<S>[],
  read: (counted: S) => Reading | Unknown,
): Sides | Unknown {
  const champion = allKnown(strata.map((stratum) => read(stratum.champion.whole)))
  const challenger = allKnown(strata.map((stratum) => read(stratum.challenger.whole)))
  if (isUnknown(champion)) return champion
  return isUnknown(challenger) ? challenger : { champion, challenger }
}

function judged(estimate: Linearised | undefined): Inference | Unknown {
  if (estimate === undefined) return unknownBecause('TooFew')
  const gates = gatesOfSkew('Predictions', estimate.scarcer, estimate.squaredError)
  return bySequence(estimate, { method: 'ConfidenceSequence', gates, tunedFor: 5000 })
}
