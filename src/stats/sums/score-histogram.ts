import { counted, type Sparse, together } from './sparse.ts'
import type { Statistic } from './statistic.ts'

/** Scores by label, in 200 bins of equal width over [0, 1]. */
export type ScoreHistogram = {
  readonly positive: Sparse
  readonly negative: Sparse
  /** Scores that lay outside [0, 1]. They are counted in the nearest bin all the same. */
  readonly outside: number
  /** Scores that were not numbers. They are in no bin. */
  readonly unusable: number
}

/** How many bins [0, 1] is cut into. */
export const scoreBins = 200

/** Exact in any order. A merge is O(occupied bins). */
export const scoreHistogram: Statistic<ScoreHistogram> = {
  none: { positive: [], negative: [], outside: 0, unusable: 0 },
  merge: (a, b) => ({
    positive: together(a.positive, b.positive),
    negative: together(a.negative, b.negative),
    outside: a.outside + b.outside,
    unusable: a.unusable + b.unusable,
  }),
}

/** With one more score. O(occupied bins). */
export function withScore(h: ScoreHistogram, score: number, positive: boolean): ScoreHistogram {
  if (Number.isNaN(score)) return { ...h, unusable: h.unusable + 1 }
  const label = positive ? 'positive' : 'negative'
  const outside = score < 0 || score > 1 ? h.outside + 1 : h.outside
  return { ...h, [label]: counted(h[label], binOf(score)), outside }
}

/**
 * The bin of a score: bin i takes i/200 ≤ score < (i + 1)/200, both as doubles, and the last bin takes 1
 * as well.
 */
export function binOf(score: number): number {
  const near = Math.min(scoreBins - 1, Math.max(0, Math.floor(score * scoreBins)))
  if (near + 1 < scoreBins && (near + 1) / scoreBins <= score) return near + 1
  return near > 0 && near / scoreBins > score ? near - 1 : near
}
