/**
 * What the outcomes of one variant in one epoch say, read out of any statistic: the mean of each thing
 * that an outcome contributes, and how a linear combination of those things varies from outcome to outcome.
 */
export type Reading = Means & {
  /** Of Σ gᵢ·xᵢ over an outcome's contributions x. */
  readonly along: (gradient: readonly number[]) => Variation
}

/** The mean of each thing that one of n outcomes contributes. */
export type Means = { readonly n: number; readonly means: readonly number[] }

/** Skew: the third standardised moment; `undefined` where the statistic doesn't know it. */
type Variation = { readonly variance: number; readonly skew: number | undefined }

/** A figure that is a smooth function of means: undefined where those means don't define it. */
export type Functional = {
  readonly value: (means: readonly number[]) => number | undefined
  readonly gradient: (means: readonly number[]) => readonly number[]
}

/** Whether an epoch's outcomes of one variant may be judged: a single one doesn't tell how it varies. */
export const speaks = ({ n }: { readonly n: number }): boolean => n >= 2

/** The mean itself. */
export const identity: Functional = { value: ([mean]) => mean, gradient: () => [1] }

/**
 * Means over epochs, each with the weight that the caller gives it. Both variants get the same weights, so
 * that a trend over epochs of different shares cancels out of their difference. O(epochs · things).
 */
export function standardised(
  parts: readonly Means[],
  weights: readonly number[],
): readonly number[] {
  const sums = new Array<number>(parts[0]?.means.length ?? 0).fill(0)
  for (let k = 0; k < parts.length; k++) {
    const [means, weight] = [parts[k]?.means ?? [], weights[k] ?? 0]
    for (let i = 0; i < means.length; i++) sums[i] = (sums[i] ?? 0) + weight * (means[i] ?? 0)
  }
  return sums
}

/** Each epoch's part of all outcomes; 0 where there are none. O(epochs). */
export function weightsOf(sizes: readonly number[]): readonly number[] {
  const total = sizes.reduce((sum, n) => sum + n, 0)
  return sizes.map((n) => (total > 0 ? n / total : 0))
}
