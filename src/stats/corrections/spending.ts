/**
 * The alpha of the r-th try at one question: alpha/(r (r + 1)). However many tries are made, the
 * chance that any of them errs stays below alpha, for the series sums to it. Below 1 a try counts
 * as the first. O(1).
 *
 * D. P. Foster, R. A. Stine, "α-investing", JRSS B 70, 2008 (spending over an unbounded sequence of
 * tests); G. W. Leibniz summed the series.
 */
export function alphaOfTry(alpha: number, attempt: number): number {
  const r = Math.max(1, attempt)
  return alpha / r / (r + 1)
}
