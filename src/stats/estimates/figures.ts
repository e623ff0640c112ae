import type { Counts } from '../sums/counts.ts'
import type { Moments } from '../sums/moments.ts'
import type { VectorMoments } from '../sums/vector-moments.ts'
import type { Unknown } from '../unknown.ts'
import { auc } from './auc.ts'
import { explainedVariance } from './explained-variance.ts'
import { f1 } from './f1.ts'
import { type Functional, identity, type Means, type Reading } from './reading.ts'
import {
  meansOfCategories,
  meansOfCounts,
  meansOfMoments,
  meansOfVector,
  readCategories,
  readCounts,
  readMoments,
  readVector,
} from './readings.ts'
import { rootMean } from './root-mean.ts'

/** What is counted for each figure that two variants are compared by. */
export type Counted = {
  readonly Rate: Counts
  readonly Mean: Moments
  /** Of squared errors. */
  readonly RootMean: Moments
  /** Of e², y and y². */
  readonly ExplainedVariance: VectorMoments
  /** True positives, false positives, false negatives, the others. */
  readonly F1: readonly number[]
  /** Positives by bin of the score, then negatives. */
  readonly Auc: readonly number[]
}

/** What two variants may be compared by. */
export type FigureName = keyof Counted

/** How a figure is read out of what was counted. */
export type FigureRow<S> = {
  readonly read: (counted: S) => Reading | Unknown
  /** Of a cluster the means alone are wanted, often. */
  readonly means: (counted: S) => Means
  readonly functional: Functional
}

const ofMoments = { read: readMoments, means: meansOfMoments }
const ofCategories = { read: readCategories, means: meansOfCategories }

/** How each figure is read out of its counts, and what it is of their means. */
export const figures: { readonly [F in FigureName]: FigureRow<Counted[F]> } = {
  Rate: { read: readCounts, means: meansOfCounts, functional: identity },
  Mean: { ...ofMoments, functional: identity },
  RootMean: { ...ofMoments, functional: rootMean },
  ExplainedVariance: { read: readVector, means: meansOfVector, functional: explainedVariance },
  F1: { ...ofCategories, functional: f1 },
  Auc: { ...ofCategories, functional: auc },
}
