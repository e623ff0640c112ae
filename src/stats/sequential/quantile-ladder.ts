import { logEdgeOfBucket } from '../estimates/latency-buckets.ts'
import { deviance } from '../special/remainders.ts'
import { type Ladder, ladder } from './ladder.ts'

/** What parts of a variant's requests are in which bucket of latency, from bucket `first` on. */
export type Shares = {
  readonly first: number
  readonly parts: readonly number[]
  /** As so many independent requests they count. */
  readonly worth: number
}

/**
 * What a variant's histograms say of its quantile: for each edge of a bucket, the signed root of the deviance of
 * «a share q of requests is at most so slow». It needs no density. The places are logarithms of milliseconds. Where
 * requests lie within a bucket, which is 1.6 to 3.1 % wide, nobody knows: they are taken to be spread.
 *
 * As many independent requests speak as those are worth (`worth-of-requests.ts`). `undefined` where the quantile lies
 * below a microsecond or above an hour. O(buckets).
 *
 * R. S. Woodruff, "Confidence intervals for medians and other position measures", JASA 47, 1952 (a distribution
 * function, inverted); A. B. Owen, "Empirical Likelihood", 2001, section 3.6 (the likelihood of a quantile).
 */
export function quantileLadder(quantile: number, shares: Shares): Ladder | undefined {
  const { first, parts, worth } = shares
  const at: number[] = []
  const roots: number[] = []
  let below = 0
  for (const [i, share] of parts.entries()) {
    if (share <= 0) continue
    const [low, high] = [logEdgeOfBucket(first + i - 1), logEdgeOfBucket(first + i)]
    if (low > (at.at(-1) ?? Number.NEGATIVE_INFINITY)) {
      at.push(low)
      roots.push(signedRoot(below, quantile, worth))
    }
    below = Math.min(1, below + share)
    if (high === Number.POSITIVE_INFINITY) break
    at.push(high)
    roots.push(signedRoot(below, quantile, worth))
  }
  return ladder(at, roots)
}

/** Of n outcomes, a part of them yes, where a part q was expected. */
function signedRoot(part: number, q: number, n: number): number {
  const half = devianceOf(part, q) + devianceOf(1 - part, 1 - q)
  return Math.sign(part - q) * Math.sqrt(2 * n * half)
}

const devianceOf = (part: number, expected: number) =>
  part > 0 ? deviance(part, expected, expected - part) : expected
