import {
  type Functional,
  type Means,
  speaks,
  standardised,
  weightsOf,
} from '../estimates/reading.ts'
import { nothingUnseen, type Reach } from '../sequential/widened.ts'
import { sum } from '../special/sum.ts'
import type { Both, Range } from './observed.ts'

/** A figure of outcomes of which each lies within a range. */
export type Ranged = {
  readonly functional: Functional
  readonly range: Range | undefined
  /**
   * Each outcome is so much of an independent one: less than 1 where they come in units. All units count for as large as
   * the largest, since it may be just those that fail.
   */
  readonly part?: number
}

/**
 * Of a rate. It matters where units come back: the few that make most of the requests may be those that fail. Of single
 * requests the least error allows for it (`few-events.ts`).
 */
export const yesOrNo: Range = { low: 0, high: 1 }

/** As `part`, of so many independent outcomes among all of these. O(epochs). */
export function partOf(independent: number, parts: readonly Pick<Means, 'n'>[]): number {
  return Math.min(1, independent / Math.max(1, sum(parts.map(({ n }) => n))))
}

/**
 * A squared error of rates, at least as large as if one unit of the largest size were unseen: while hardly any of them was seen,
 * their spread says nothing. It changes nothing where units are alike. O(1).
 */
export const besidesOne = (squaredError: number, { down, up }: Reach): number =>
  Math.max(squaredError, down ** 2, up ** 2)

/** How far the level of one variant would move by what nobody has seen. O(epochs · things). */
export function unseenOfLevel(parts: readonly Means[], ranged: Ranged): Reach {
  const speaking = parts.filter(speaks)
  return reachOf(speaking, weightsOf(speaking.map(({ n }) => n)), ranged)
}

/**
 * How far the difference between two variants would, each of its own outcomes: as far as either alone moves it. Both
 * disasters of one and windfalls of the other may be unseen, but the more there is of the one the less there is of the
 * other. Of challenger − `ratio` · champion, if one is given. O(epochs · things).
 */
export function unseenOfDifference(
  { champion, challenger }: Both<readonly Means[]>,
  ranged: Both<Ranged>,
  ratio = 1,
): Reach {
  const comparing = champion.map((each, k) => speaks(each) && speaks(challenger[k] ?? { n: 0 }))
  const [ours, theirs] = [champion, challenger].map((parts) => parts.filter((_, k) => comparing[k]))
  if (ours === undefined || theirs === undefined) return nothingUnseen
  const weights = weightsOf(ours.map(({ n }, k) => n + (theirs[k]?.n ?? 0)))
  const a = reachOf(ours, weights, ranged.champion)
  const b = reachOf(theirs, weights, ranged.challenger)
  return { down: Math.max(b.down, ratio * a.up), up: Math.max(b.up, ratio * a.down) }
}

/**
 * The same of pairs: one kind of request may be the best of one variant and the worst of the other.
 * O(epochs · things).
 */
export function unseenOfPairs(
  { champion, challenger }: Both<readonly Means[]>,
  ranged: Ranged,
  ratio = 1,
): Reach {
  const [a, b] = [unseenOfLevel(champion, ranged), unseenOfLevel(challenger, ranged)]
  return { down: b.down + ratio * a.up, up: b.up + ratio * a.down }
}

/**
 * The delta method once more: from the mean to either end of the range, along the figure's slope, by the weight of
 * which one outcome is expected. Over epochs by the effective number Σ(w²/n)^−1, as an error is: it covers what
 * happens as often in all epochs, and what happens the more often the smaller the variant's share was.
 */
function reachOf(
  parts: readonly Means[],
  weights: readonly number[],
  { functional, range, part = 1 }: Ranged,
): Reach {
  if (range === undefined || parts.length === 0) return nothingUnseen
  const means = standardised(parts, weights)
  const [mean = 0] = means
  const [slope = 0] = functional.gradient(means)
  const one = parts.reduce((sum, { n }, k) => sum + (weights[k] ?? 0) ** 2 / n, 0) / part
  const moves = [range.low, range.high].map((end) => slope * (end - mean) * one)
  // Beyond numbers, or of no outcome: there is no telling.
  if (moves.some(Number.isNaN)) return { down: Infinity, up: Infinity }
  return { down: Math.max(0, ...moves.map((move) => -move)), up: Math.max(0, ...moves) }
}
