import type { Counts } from '../sums/counts.ts'
import { type Moments, meanOf, summaryOf } from '../sums/moments.ts'
import type { VectorMoments } from '../sums/vector-moments.ts'
import { along, vectorSummaryOf } from '../sums/vector-summary.ts'
import { isUnknown, type Unknown } from '../unknown.ts'
import type { Means, Reading } from './reading.ts'

/** A yes or no of each outcome: what it contributes is 1 or 0. */
export function readCounts({ n, events }: Counts): Reading {
  const { means } = meansOfCounts({ n, events })
  const [p = 0] = means
  const one = p * (1 - p)
  return {
    n,
    means,
    along: ([slope = 0]) => ({
      variance: n < 2 ? 0 : (slope ** 2 * one * n) / (n - 1),
      skew: one === 0 ? 0 : (Math.sign(slope) * (1 - 2 * p)) / Math.sqrt(one),
    }),
  }
}

/** One category of each outcome: the shares of all categories. O(categories). */
export function readCategories(counts: readonly number[]): Reading {
  const { n, means } = meansOfCategories(counts)
  return {
    n,
    means,
    along: (gradient) => {
      const mean = means.reduce((sum, p, i) => sum + p * (gradient[i] ?? 0), 0)
      let [squares, cubes] = [0, 0]
      for (const [i, p] of means.entries()) {
        const deviation = (gradient[i] ?? 0) - mean
        squares += p * deviation ** 2
        cubes += p * deviation ** 3
      }
      return {
        variance: n < 2 ? 0 : (squares * n) / (n - 1),
        skew: squares > 0 ? cubes / squares ** 1.5 : 0,
      }
    },
  }
}

/** A number of each outcome: its mean. */
export function readMoments(moments: Moments): Reading | Unknown {
  const means = meansOfMoments(moments)
  const summary = summaryOf(moments)
  if (isUnknown(summary)) return withoutSpread(means, summary)
  const { variance, skew } = summary
  return {
    ...means,
    along: ([slope = 0]) => ({ variance: slope ** 2 * variance, skew: Math.sign(slope) * skew }),
  }
}

/** Several numbers of each outcome: their means. */
export function readVector(moments: VectorMoments): Reading | Unknown {
  const means = meansOfVector(moments)
  const summary = vectorSummaryOf(moments)
  if (isUnknown(summary)) return withoutSpread(means, summary)
  return { ...means, along: (gradient) => along(summary, gradient) }
}

/** Too few to vary is no secret; lost digits are. */
function withoutSpread(means: Means, why: Unknown): Reading | Unknown {
  if (why.unknown !== 'TooFew') return why
  return { ...means, along: () => ({ variance: 0, skew: 0 }) }
}

/** The share of yes; 0 of none, with n = 0. */
export const meansOfCounts = ({ n, events }: Counts): Means => ({
  n,
  means: [n === 0 ? 0 : events / n],
})

/** The share of each category. O(categories). */
export function meansOfCategories(counts: readonly number[]): Means {
  const n = counts.reduce((sum, count) => sum + count, 0)
  return { n, means: counts.map((count) => (n === 0 ? 0 : count / n)) }
}

/** The mean of nothing is 0, with n = 0; of values beyond all sums it is too: read the whole first. */
export function meansOfMoments(moments: Moments): Means {
  const mean = meanOf(moments)
  return { n: moments.n, means: [typeof mean === 'number' ? mean : 0] }
}

/** The mean of each number. O(numbers). */
export const meansOfVector = ({ n, shifts, sums }: VectorMoments): Means => ({
  n,
  means: shifts.map((shift, i) => (n === 0 ? 0 : shift + (sums[i]?.[0] ?? 0) / n)),
})
