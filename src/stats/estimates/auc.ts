import type { Functional } from './reading.ts'

/**
 * The area under the ROC curve, out of the shares of outcomes by label and bin of the score: first those of
 * positives, in the order of bins, then those of negatives. Within a bin ties count half, so binning
 * costs at most half the chance that two scores of different labels meet in a bin. The gradient holds
 * DeLong's placements. Undefined while one of the labels is missing.
 *
 * E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Biometrics 44, 1988. O(bins).
 */
export const auc: Functional = {
  value: (shares) => {
    const { positives, negatives, area } = swept(shares)
    return positives > 0 && negatives > 0 ? area / (positives * negatives) : undefined
  },
  gradient: (shares) => {
    const { positives, negatives, area, below, above } = swept(shares)
    const auc = area / (positives * negatives)
    const ofPositives = below.map((share) => (share / negatives - auc) / positives)
    return [...ofPositives, ...above.map((share) => (share / positives - auc) / negatives)]
  },
}

/** Sums in the order of scores: by bin the negatives below it, and the positives above it. */
function swept(shares: readonly number[]) {
  const bins = Math.floor(shares.length / 2)
  const below = new Array<number>(bins)
  const above = new Array<number>(bins)
  let [positives, negatives, area] = [0, 0, 0]
  for (let bin = 0; bin < bins; bin++) {
    const [positive, negative] = [shares[bin] ?? 0, shares[bins + bin] ?? 0]
    below[bin] = negatives + negative / 2
    above[bin] = positives + positive / 2
    area += positive * (negatives + negative / 2)
    positives += positive
    negatives += negative
  }
  for (let bin = 0; bin < bins; bin++) above[bin] = positives - (above[bin] ?? 0)
  return { positives, negatives, area, below, above }
}
