import { describe, expect, it } from 'vitest'
import {
  logEdgeOfBucket,
  meansOfLatencies,
  occupiedBuckets,
} from '../../../../src/stats/estimates/latency-buckets.ts'
import { quantileLadder } from '../../../../src/stats/sequential/quantile-ladder.ts'
import type { LatencyHistogram } from '../../../../src/stats/sums/latency-histogram.ts'

type Counts = readonly (readonly [bucket: number, count: number])[]

const histogram = (buckets: Counts): LatencyHistogram => ({
  n: buckets.reduce((sum, [, count]) => sum + count, 0),
  buckets,
  above: [],
})

function ladderOf(quantile: number, counts: Counts, worth?: number) {
  const all = histogram(counts)
  const within = occupiedBuckets([all])
  const { means: parts } = meansOfLatencies(all, within)
  const found = quantileLadder(quantile, { first: within.first, parts, worth: worth ?? all.n })
  if (found === undefined) throw new Error('the quantile is there')
  return found
}

/** Twice how much likelier so many of n are at their own rate than at q. */
function devianceOf(count: number, n: number, q: number): number {
  const term = (k: number, p: number) => (k === 0 ? 0 : k * Math.log(k / (n * p)))
  return 2 * (term(count, q) + term(n - count, 1 - q))
}

describe('what a histogram says of a quantile', () => {
  const some: Counts = [
    [300, 40],
    [301, 30],
    [310, 20],
    [311, 10],
  ]

  it('is the root of the deviance at each edge of a bucket, also across a gap', () => {
    const { at, roots } = ladderOf(0.8, some)
    const edges = [299, 300, 301, 309, 310, 311]
    expect(at).toEqual(edges.map(logEdgeOfBucket))
    const counts = [0, 40, 70, 70, 90, 100]
    for (const [i, count] of counts.entries())
      expect(roots[i]).toBeCloseTo(
        Math.sign(count - 80) * Math.sqrt(devianceOf(count, 100, 0.8)),
        10,
      )
  })

  it('puts the quantile into its bucket', () => {
    const { middle } = ladderOf(0.8, some)
    expect(middle).toBeGreaterThan(logEdgeOfBucket(309))
    expect(middle).toBeLessThan(logEdgeOfBucket(310))
  })

  it('is right to the last digits of a trillion', () => {
    const many = some.map(([bucket, count]) => [bucket, count * 1e10] as const)
    const { at, roots, middle } = ladderOf(0.7, many)
    expect([...at, ...roots, middle]).not.toContain(Number.NaN)
    expect(roots[2]).toBeCloseTo(0, 2)
    expect(roots[4]).toBeCloseTo(Math.sqrt(devianceOf(0.9e12, 1e12, 0.7)), 0)
  })

  it('of one bucket ends with it', () => {
    const { at, middle } = ladderOf(0.95, [[400, 500]])
    expect(at).toEqual([399, 400].map(logEdgeOfBucket))
    expect(middle).toBeGreaterThan(at[0] ?? 0)
    expect(middle).toBeLessThan(at[1] ?? 0)
  })

  it.each([
    ['below a microsecond', [[0, 100]]],
    ['above an hour', [[1025, 100]]],
    [
      'among what took longer than an hour',
      [
        [400, 90],
        [1025, 10],
      ],
    ],
    ['nowhere', []],
  ] as const)('is nothing where it lies %s', (_, buckets) => {
    expect(() => ladderOf(0.95, buckets)).toThrow('there')
  })

  it('has no upper end where some took longer than an hour', () => {
    const { roots } = ladderOf(0.95, [
      [400, 990],
      [1025, 10],
    ])
    expect(roots.at(-1)).toBeCloseTo(Math.sqrt(devianceOf(990, 1000, 0.95)), 10)
  })

  it('says as much as so many independent requests would', () => {
    const [all, half] = [ladderOf(0.8, some), ladderOf(0.8, some, 50)]
    for (const [i, root] of half.roots.entries())
      expect(root).toBeCloseTo((all.roots[i] ?? 0) / Math.SQRT2, 10)
    expect(half.middle).toBe(all.middle)
  })
})
