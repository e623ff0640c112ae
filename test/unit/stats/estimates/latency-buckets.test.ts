import { expect, it } from 'vitest'
import {
  logEdgeOfBucket,
  meansOfLatencies,
  occupiedBuckets,
} from '../../../../src/stats/estimates/latency-buckets.ts'
import { histogram } from '../effects/given.ts'

it('reads any histogram within the buckets that any occupies', () => {
  const [fast, slow] = [histogram([1, 2, 3]), histogram([300, 400])]
  const within = occupiedBuckets([fast, slow])
  for (const h of [fast, slow]) {
    const { n, means } = meansOfLatencies(h, within)
    expect(n).toBe(h.n)
    expect(means).toHaveLength(within.count)
    expect(means.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
  }
})

it('occupies no bucket where nothing was counted', () => {
  expect(occupiedBuckets([histogram([])])).toEqual({ first: 0, count: 0 })
})

it.each([0.001, 0.7, 100, 3e6])('counts what took %s ms between the edges of its bucket', (ms) => {
  const { first } = occupiedBuckets([histogram([ms])])
  expect(Math.log(ms)).toBeGreaterThan(logEdgeOfBucket(first - 1))
  expect(Math.log(ms)).toBeLessThanOrEqual(logEdgeOfBucket(first))
})

it('has no edge below the first bucket, nor above the last', () => {
  expect(logEdgeOfBucket(-1)).toBe(Number.NEGATIVE_INFINITY)
  expect(logEdgeOfBucket(1025)).toBe(Number.POSITIVE_INFINITY)
})
