import { logEdgeOfBucket } from '../estimates/log-quantile.ts'
import { type Means, standardised } from '../estimates/reading.ts'
import { deviance } from '../special/remainders.ts'
import { type Ladder, ladder } from './ladder.ts'

/** The shares of a variant's requests by bucket of latency, from bucket `first` on; by epoch, with their weights. */
export type Shares = {
  readonly first: number
  readonly epochs: readonly Means[]
  readonly weights: readonly number[]
}

/**
 * What a variant's histograms say of its quantile: for each edge of a bucket, the signed root of the deviance of
 * «a share q of requests is at most so slow». It needs no density. The places are logarithms of milliseconds. Where
 * requests lie within a bucket, which is 1.6 to 3.1 % wide, nobody knows: they are taken to be spread.
 *
 * Over epochs it is the distribution in all of them that counts, each with its weight, as if so many independent
 * requests had been drawn from it as are worth as much. `undefined` where the quantile lies below a microsecond or
 * above an hour. O(epochs · buckets).
 *
 * R. S. Woodruff, "Confidence intervals for medians and other position measures", JASA 47, 1952 (a distribution
 * function, inverted); A. B. Owen, "Empirical Likelihood", 2001, section 3.6 (the likelihood of a quantile).
 */
export function quantileLadder(quantile: number, shares: Shares): Ladder | undefined {
  const { first, epochs, weights } = shares
  const together = standardised(epochs, weights)
  const n = worth(quantile, together, shares)
  const at: number[] = []
  const roots: number[] = []
  let below = 0
  for (const [i, share] of together.entries()) {
    if (share <= 0) continue
    const [low, high] = [logEdgeOfBucket(first + i - 1), logEdgeOfBucket(first + i)]
    if (low > (at.at(-1) ?? Number.NEGATIVE_INFINITY)) {
      at.push(low)
      roots.push(signedRoot(below, quantile, n))
    }
    below = Math.min(1, below + share)
    if (high === Number.POSITIVE_INFINITY) break
    at.push(high)
    roots.push(signedRoot(below, quantile, n))
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

/**
 * So many independent requests, all of one epoch, would tell as much: by their weights, or by how the share below
 * the quantile varies within epochs, whichever is less.
 */
function worth(quantile: number, together: readonly number[], shares: Shares): number {
  const { epochs, weights } = shares
  const place = placeOf(quantile, together)
  let [perOne, spread] = [0, 0]
  for (const [k, { n, means }] of epochs.entries()) {
    const part = (weights[k] ?? 0) ** 2 / n
    const below = shareBelow(means, place)
    perOne += part
    spread += part * below * (1 - below)
  }
  return Math.min(1 / perOne, (quantile * (1 - quantile)) / Math.max(0, spread))
}

/** In which bucket, and how far up its share, a quantile lies. */
type Place = { readonly bucket: number; readonly part: number }

function placeOf(quantile: number, shares: readonly number[]): Place {
  let [bucket, below] = [0, 0]
  while (bucket < shares.length - 1 && below + (shares[bucket] ?? 0) < quantile)
    below += shares[bucket++] ?? 0
  const share = shares[bucket] ?? 0
  return { bucket, part: share > 0 ? Math.min(1, (quantile - below) / share) : 0 }
}

function shareBelow(shares: readonly number[], { bucket, part }: Place): number {
  let below = part * (shares[bucket] ?? 0)
  for (let i = 0; i < bucket; i++) below += shares[i] ?? 0
  return Math.min(1, below)
}
