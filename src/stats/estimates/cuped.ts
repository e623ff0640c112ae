import { type Functional, standardised, weightsOf } from './reading.ts'

/**
 * CUPED: the mean of y without what a covariate x, captured before assignment, says about it already:
 * y − θ(x − x̄). Out of the means of y and x. The variance shrinks by the squared correlation. θ is
 * estimated from both variants together, so that it says nothing of their difference.
 *
 * A. Deng, Y. Xu, R. Kohavi, T. Walker, "Improving the Sensitivity of Online Controlled Experiments by Utilizing
 * Pre-Experiment Data", WSDM 2013.
 */
export const adjustedBy = (theta: number): Functional => ({
  value: ([y = 0, x = 0]) => y - theta * x,
  gradient: () => [1, -theta],
})

/** Of n outcomes of one variant in one epoch. */
export type Covariation = { readonly n: number; readonly yx: number; readonly xx: number }

/** cov(y, x) / var(x) within variants and epochs: 0 where the covariate doesn't vary. O(epochs). */
export function thetaOf(parts: readonly Covariation[]): number {
  const weights = weightsOf(parts.map(({ n }) => n))
  const [yx = 0, xx = 0] = standardised(
    parts.map(({ n, yx, xx }) => ({ n, means: [yx, xx] })),
    weights,
  )
  return xx > 0 ? yx / xx : 0
}
