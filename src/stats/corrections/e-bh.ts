/**
 * e-BH: which hypotheses fall, given the log evidence against each, so that the expected part of
 * those falsely rejected is at most alpha, whatever the dependence and whenever one stops. Rejects
 * the k with most evidence, for the largest k whose k-th has an e-value ≥ n/(alpha k). O(n log n).
 *
 * R. Wang, A. Ramdas, "False discovery rate control with e-values", JRSS B 84, 2022.
 */
export function eBenjaminiHochberg(logEs: readonly number[], alpha: number): readonly boolean[] {
  const descending = logEs.toSorted((a, b) => b - a)
  const bars = descending.map((_, i) => Math.log(logEs.length / alpha / (i + 1)))
  const k = descending.findLastIndex((logE, i) => logE >= (bars[i] ?? 0))
  const bar = bars[k] ?? Number.POSITIVE_INFINITY
  return logEs.map((logE) => k >= 0 && logE >= bar)
}
