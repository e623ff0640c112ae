import { expect, it } from 'vitest'
import {
  logQuantile,
  meansOfLatencies,
  occupiedBuckets,
} from '../../../../src/stats/estimates/log-quantile.ts'
import {
  createLatencyRecorder,
  latencyHistogram,
} from '../../../../src/stats/sums/latency-histogram.ts'
import { chance } from '../../../chance.ts'

const histogram = (latencies: readonly number[]) => {
  const recorder = createLatencyRecorder(latencyHistogram().none)
  for (const ms of latencies) recorder.add(ms)
  return recorder.record()
}

const quantileOf = (latencies: readonly number[], quantile: number) => {
  const h = histogram(latencies)
  const within = occupiedBuckets([h])
  const log = logQuantile(quantile, within).value(meansOfLatencies(h, within).means)
  return log === undefined ? undefined : Math.exp(log)
}

const random = chance(5)
const latencies = Array.from({ length: 5000 }, () => 100 * Math.exp(random() + random() - 1))

it.each([0.01, 0.5, 0.95, 0.99, 0.999])('is within half a bucket of the truth: %s', (quantile) => {
  const truth = latencies.toSorted((a, b) => a - b)[Math.ceil(quantile * 5000) - 1] ?? 0
  expect(Math.abs(Math.log((quantileOf(latencies, quantile) ?? 0) / truth))).toBeLessThan(0.02)
})

it('moves smoothly within a bucket, so that leaving a few requests out shows', () => {
  const all = [...Array(100).fill(100), ...Array(100).fill(50)]
  const few = all.slice(3)
  expect(quantileOf(all, 0.95)).not.toBe(quantileOf(few, 0.95))
})

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

it('is unknown of nothing, and beyond the last edge', () => {
  expect(quantileOf([], 0.95)).toBeUndefined()
  expect(occupiedBuckets([histogram([])])).toEqual({ first: 0, count: 0 })
  expect(quantileOf([1, 2, Number.POSITIVE_INFINITY], 0.95)).toBeUndefined()
})

it.each([0, -5, 2 ** -10])('has the first edge for what is faster than any (%s ms)', (ms) => {
  expect(quantileOf([ms, ms], 0.5)).toBeCloseTo(2 ** -10, 15)
})
