import type { Means } from '../estimates/reading.ts'
import { type Place, shareBelow } from './place-of-quantile.ts'

/** By bucket of latency, of each epoch, with the epochs' weights. */
type Epochs = { readonly epochs: readonly Means[]; readonly weights: readonly number[] }

/**
 * So many independent requests, all of one epoch, would tell as much of a quantile: by their weights, or by how
 * the share below it varies within epochs, whichever is less. O(epochs · buckets).
 */
export function worthOfRequests(
  quantile: number,
  place: Place,
  { epochs, weights }: Epochs,
): number {
  let [perOne, spread] = [0, 0]
  for (const [k, { n, means }] of epochs.entries()) {
    const part = (weights[k] ?? 0) ** 2 / n
    const below = shareBelow(means, place)
    perOne += part
    spread += part * below * (1 - below)
  }
  return Math.min(1 / perOne, (quantile * (1 - quantile)) / Math.max(0, spread))
}
