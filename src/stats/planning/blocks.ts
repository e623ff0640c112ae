import { longestBlocks, shortestBlocks } from '../effects/clusters.ts'
import type { PairSource } from './plan.ts'

/** On how many of the longest blocks of time the error of so many pairs rests. */
export const longestBlocksOf = ({ perSlice }: PairSource, n: number): number =>
  longestBlocks(Math.floor(n / perSlice))

/** And on how many of the shortest. */
export const shortestBlocksOf = ({ perSlice }: PairSource, n: number): number =>
  shortestBlocks(Math.floor(n / perSlice))

/** The largest of the errors by three lengths of blocks is so much larger than each, on average (by simulation). */
export const largestOfThree = 1.25
