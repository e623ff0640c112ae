import type { Figure } from '../estimates/jackknife.ts'
import { lastAtOrAbove } from '../sequential/edge.ts'
import { type Estimate, opposite } from '../sequential/estimate.ts'
import type { Inference } from '../sequential/inference.ts'
import { logP } from '../sequential/sequence.ts'
import { cheapest, type Reach } from '../sequential/widened.ts'
import { besidesOne } from './unseen.ts'

/** The figures of both variants, a and b, and how they vary together: by each way to look at it. */
export type Contrast = {
  readonly champion: number
  readonly challenger: number
  readonly spreads: readonly Spread[]
  /** The least squared error of b − ratio · a that is believed. */
  readonly least: (ratio: number) => number
  /** How far b − ratio · a would move by what nobody has seen. */
  readonly unseen: (ratio: number) => Reach
} & Pick<Estimate, 'n' | 'df'>

/** The squared errors of a, of b, and of b − a. */
export type Spread = {
  readonly champion: number
  readonly challenger: number
  readonly gap: number
}

/** What tells the spreads. */
export const sidesOfContrast = {
  champion: ([champion = []]) => champion[0],
  challenger: ([, challenger = []]) => challenger[0],
  gap: ([[a = 0] = [], [b = 0] = []]) => b - a,
} as const satisfies { readonly [S in keyof Spread]: Figure }

/**
 * A ratio of rates. To ask whether it is r is to ask whether b − r·a is nil: a difference, which is there also where
 * the champion has no event at all. Where its error is seen in several ways the largest counts, at each ratio; and what
 * nobody has seen yet may be there all the same.
 *
 * E. C. Fieller, "Some problems in interval estimation", JRSS B 16, 1954. Some thousand evaluations a bound.
 */
export function byContrast(
  contrast: Contrast,
  tunedFor: number,
): Omit<Inference, 'method' | 'gates'> {
  const { champion: a, challenger: b } = contrast
  const at = (ratio: number) => contrastAt(contrast, ratio)
  const explained = (found: Estimate, reach: number, alpha: number) => {
    const seen = (value: number) => logP({ ...found, value }, 0, { alpha, tunedFor })
    return cheapest({ reach, logP: seen }, found.value, alpha)
  }
  const more = (ratio: number, alpha: number) =>
    explained(at(ratio), contrast.unseen(ratio).down, alpha)
  const less = (ratio: number, alpha: number) =>
    explained(opposite(at(ratio)), contrast.unseen(ratio).up, alpha)
  const estimate = a > 0 ? b / a : undefined
  const near = Math.log(estimate !== undefined && estimate > 0 ? estimate : 1)
  const range = { from: -widest, to: widest, near, error: errorOf(contrast) }
  return {
    estimate,
    low: (alpha) => {
      const edge = lastAtOrAbove((x) => -more(Math.exp(x), alpha), -Math.log(alpha), range)
      return edge === undefined ? 0 : Math.exp(edge)
    },
    high: (alpha) => {
      const mirrored = { ...range, near: -near }
      const edge = lastAtOrAbove((x) => -less(Math.exp(-x), alpha), -Math.log(alpha), mirrored)
      return edge === undefined ? Number.POSITIVE_INFINITY : Math.exp(-edge)
    },
    logPMore: more,
    logPLess: less,
  }
}

/** b − ratio · a. */
export function contrastAt(contrast: Contrast, ratio: number): Estimate {
  const { champion: a, challenger: b, spreads, least, unseen, n, df } = contrast
  const errors = spreads.map(({ champion, challenger, gap }) => {
    const together = (champion + challenger - gap) / 2
    return challenger - 2 * ratio * together + ratio ** 2 * champion
  })
  const squaredError = besidesOne(Math.max(least(ratio), ...errors), unseen(ratio))
  return { value: b - ratio * a, squaredError, n, df }
}

/** Ratios beyond e^±widest are not told apart. */
const widest = 12

/** Of the logarithm of the ratio, to begin with. */
function errorOf({ champion: a, challenger: b, spreads: [first] }: Contrast): number {
  const relative = (value: number, squaredError = 0) => squaredError / (value ** 2 || 1)
  return Math.min(1, Math.sqrt(relative(a, first?.champion) + relative(b, first?.challenger))) || 1
}
