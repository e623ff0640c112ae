import { normal } from '../distributions/normal.ts'
import { integral } from '../special/gauss-legendre.ts'
import type { Comparison, Figure, PairSource } from './plan.ts'

/** How much one outcome of each variant varies, in what it contributes to the figure. */
export type Fluctuation = { readonly champion: number; readonly challenger: number }

/**
 * On the scale of the logarithm for quantiles. Rates by the claim's own truth; of a ratio the champion's counts so many
 * times.
 */
export function fluctuationOf({ figure, ...rest }: Comparison): Fluctuation {
  if (figure.kind === 'Rate')
    return {
      champion: spread(figure.champion) * (rest.bound === 'Ratio' ? rest.boundary ** 2 : 1),
      challenger: spread(challengersLevel(figure.champion, rest)),
    }
  if (figure.kind === 'Mean')
    return {
      champion: figure.variance,
      challenger: figure.challengerVariance ?? figure.variance,
    }
  const { quantile, logDeviation } = figure
  const density = normalDensity(normal.atBelow(Math.log(quantile))) / logDeviation
  const one = spread(quantile) / density ** 2
  return { champion: one, challenger: one }
}

/**
 * What the decision takes for that of a pair. Of latencies it does not take out what makes a request slow for both, but
 * counts what sets the two against each other (`quantiles-of-clusters.ts`).
 */
export function believedOfPair(comparison: Comparison, source: PairSource): number {
  const { champion, challenger } = fluctuationOf(comparison)
  const found = fluctuationOfPair(comparison, source)
  return comparison.figure.kind === 'Quantile' ? Math.max(found, champion + challenger) : found
}

/** Of the difference within a pair; or of the challenger's answer, where only that is asked about. */
export function fluctuationOfPair(comparison: Comparison, source: PairSource): number {
  const { champion, challenger } = fluctuationOf(comparison)
  if (comparison.bound === 'Limit') return challenger
  const together = correlationOf(comparison.figure, source) * Math.sqrt(champion * challenger)
  return Math.max(0, champion + challenger - 2 * together)
}

/**
 * Of what the outcomes of a pair contribute. Of two lognormal latencies it is whether they are beyond their quantile,
 * and that goes together less than they do.
 *
 * R. L. Plackett, "A reduction formula for normal multivariate integrals", Biometrika 41, 1954.
 */
function correlationOf(figure: Figure, { correlation }: PairSource): number {
  if (figure.kind !== 'Quantile') return correlation
  const { quantile } = figure
  const z = normal.atBelow(Math.log(quantile))
  const slope = (angle: number) => Math.exp(-(z * z) / (1 + Math.sin(angle)))
  return integral(slope, Math.asin(correlation)) / (2 * Math.PI * spread(quantile))
}

/** Where the truth puts the challenger's rate, or its mean. A rate need not lie within [0, 1]. O(1). */
export function challengersLevel(
  champion: number,
  { bound, truth }: Pick<Comparison, 'bound' | 'truth'>,
): number {
  if (bound === 'Limit') return truth
  return bound === 'Ratio' ? champion * truth : champion + truth
}

/** Of one outcome of the champion, where it is known. */
export function skewOf(figure: Figure): number | undefined {
  if (figure.kind === 'Mean') return figure.skew
  if (figure.kind === 'Quantile') return 0
  const one = spread(figure.champion)
  return one > 0 ? (1 - 2 * figure.champion) / Math.sqrt(one) : 0
}

const spread = (p: number) => p * (1 - p)
const normalDensity = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
