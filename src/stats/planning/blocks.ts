import { longestBlocks, shortestBlocks } from '../effects/clusters.ts'
import { bucketCount } from '../strata/tally-key.ts'
import type { PairSource } from './plan.ts'

/** On how many of the longest blocks of time the error of so many pairs rests. O(1). */
export const longestBlocksOf = ({ perSlice }: PairSource, n: number): number =>
  longestBlocks(Math.floor(n / perSlice))

/** And on how many of the shortest. O(1). */
export const shortestBlocksOf = ({ perSlice }: PairSource, n: number): number =>
  shortestBlocks(Math.floor(n / perSlice))

/** In how many buckets so many units are to be expected. Requires 0 or more. O(1). */
export const bucketsOf = (units: number): number =>
  Math.round(bucketCount * (1 - (1 - 1 / bucketCount) ** units))

/** The largest of the errors by three lengths of blocks is so much larger than each, on average (by simulation). */
export const largestOfThree = 1.25
