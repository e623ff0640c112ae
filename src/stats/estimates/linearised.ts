import type { Estimate } from '../sequential/estimate.ts'
import { type Sample, scarcer } from '../sequential/gates.ts'
import { type Functional, type Reading, speaks, standardised, weightsOf } from './reading.ts'

/** An estimate, with what the gate wants to know of it. */
export type Linearised = Estimate & {
  /** The variant that is further from enough: its outcomes, and the skew of what one contributes. */
  readonly scarcer: Sample
}

/** One reading per epoch, the same epochs on both sides. */
export type Sides = {
  readonly champion: readonly Reading[]
  readonly challenger: readonly Reading[]
}

/**
 * The difference of a figure between two variants, challenger − champion, by the delta method, from
 * single outcomes that are independent of each other. Epochs are strata, weighed by their outcomes; an
 * epoch speaks once each variant has two outcomes in it. `undefined` while there is nothing to compare,
 * or the figure is not defined.
 *
 * O(epochs · things). W. G. Cochran, "Sampling Techniques", 3rd ed. 1977, ch. 5 (stratification);
 * A. W. van der Vaart, "Asymptotic Statistics", 1998, ch. 3 (delta method).
 */
export function differenceOf(sides: Sides, figure: Functional): Linearised | undefined {
  const both = bothOf(sides, figure)
  if (both === undefined) return undefined
  const { champion, challenger, ...rest } = both
  return {
    ...rest,
    value: challenger.value - champion.value,
    squaredError: champion.squaredError + challenger.squaredError,
  }
}

/**
 * The relative lift, challenger/champion − 1. `undefined` also where the champion is within four standard
 * errors of zero: there the approximation fails, and only the difference can be judged. O(epochs · things).
 */
export function liftOf(sides: Sides, figure: Functional): Linearised | undefined {
  const both = bothOf(sides, figure)
  if (both === undefined) return undefined
  const { champion, challenger, ...rest } = both
  if (!(champion.value ** 2 > 16 * champion.squaredError)) return undefined
  const ratio = challenger.value / champion.value
  return {
    ...rest,
    value: ratio - 1,
    squaredError:
      (challenger.squaredError + champion.squaredError * ratio ** 2) / champion.value ** 2,
  }
}

/** The figure of one variant alone: its level. O(epochs · things). */
export function levelOf(epochs: readonly Reading[], figure: Functional): Linearised | undefined {
  const strata = epochs.filter(speaks)
  const level = side(strata, weightsOf(strata.map(({ n }) => n)), figure)
  const n = strata.reduce((sum, each) => sum + each.n, 0)
  if (level === undefined) return undefined
  const { skew, ...known } = level
  return { ...known, n, scarcer: { n, skew }, df: Infinity }
}

function bothOf({ champion, challenger }: Sides, figure: Functional) {
  const comparing = champion.map((each, k) => speaks(each) && speaks(challenger[k] ?? none))
  const [ours, theirs] = [challenger, champion].map((all) => all.filter((_, k) => comparing[k]))
  if (ours === undefined || theirs === undefined) return undefined
  const weights = weightsOf(theirs.map(({ n }, k) => n + (ours[k]?.n ?? 0)))
  const [a, b] = [side(theirs, weights, figure), side(ours, weights, figure)]
  if (a === undefined || b === undefined) return undefined
  const [n, m] = [sizeOf(theirs), sizeOf(ours)]
  const { skew } = a
  const poorer = scarcer({ n, skew }, { n: m, skew: b.skew })
  return { champion: a, challenger: b, n: n + m, scarcer: poorer, df: Infinity }
}

function side(parts: readonly Reading[], weights: readonly number[], figure: Functional) {
  const means = standardised(parts, weights)
  const value = parts.length === 0 ? undefined : figure.value(means)
  if (value === undefined) return undefined
  const gradient = figure.gradient(means)
  const variations = parts.map(({ n, along }) => ({ n, ...along(gradient) }))
  const squaredError = variations.reduce(
    (sum, { n, variance }, k) => sum + ((weights[k] ?? 0) ** 2 * variance) / n,
    0,
  )
  if (!Number.isFinite(value) || Number.isNaN(squaredError)) return undefined
  return { value, squaredError, skew: skewWithin(variations) }
}

type Varied = { readonly n: number; readonly variance: number; readonly skew: number | undefined }

/** Third moments about each epoch's own mean, over the variance within epochs. */
function skewWithin(parts: readonly Varied[]): number | undefined {
  const weights = weightsOf(parts.map(({ n }) => n))
  const within = parts.reduce((sum, { variance }, k) => sum + (weights[k] ?? 0) * variance, 0)
  if (within === 0) return 0
  if (within === Number.POSITIVE_INFINITY) return undefined
  let skew = 0
  for (const [k, part] of parts.entries()) {
    if (part.skew === undefined) return undefined
    skew += (weights[k] ?? 0) * part.skew * (part.variance / within) ** 1.5
  }
  return skew
}

const none = { n: 0 }
const sizeOf = (parts: readonly Reading[]) => parts.reduce((sum, { n }) => sum + n, 0)
