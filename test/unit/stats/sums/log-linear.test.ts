import { expect, it } from 'vitest'
import {
  bucketOf,
  edgeOf,
  isEdge,
  middleOf,
  rankOf,
} from '../../../../src/stats/sums/log-linear.ts'
import { chance } from '../../../chance.ts'
import { nasty } from './laws.ts'

const scale = { lowest: 2 ** -10, octaves: 32 }
const top = 2 ** 22
const buckets = Array.from({ length: 1025 }, (_, i) => i)

it('puts every edge into the bucket below it, and the next double into the one above', () => {
  for (const bucket of buckets) {
    const edge = edgeOf(scale, bucket)
    expect(bucketOf(scale, edge)).toBe(bucket)
    expect(bucketOf(scale, edge * (1 + 2 ** -52))).toBe(bucket + 1)
    expect(isEdge(scale, edge)).toBe(true)
  }
  expect([edgeOf(scale, 0), edgeOf(scale, 1024), edgeOf(scale, 1025)]).toEqual([
    2 ** -10,
    top,
    Infinity,
  ])
})

it('is within 2 % of every value between its ends, as reported', () => {
  const random = chance(6)
  for (let i = 0; i < 5000; i++) {
    const x = 2 ** (32 * random() - 10)
    const bucket = bucketOf(scale, x)
    const middle = middleOf(scale, bucket)
    expect(edgeOf(scale, bucket - 1)).toBeLessThan(x)
    expect(x).toBeLessThanOrEqual(edgeOf(scale, bucket))
    expect(Math.abs(middle - x) / x).toBeLessThan(0.016)
  }
})

it.each([
  [0, 0, 2 ** -11],
  [-0, 0, 2 ** -11],
  [-5, 0, 2 ** -11],
  [-1e308, 0, 2 ** -11],
  [5e-324, 0, 2 ** -11],
  [2 ** -10, 0, 2 ** -11],
  [top, 1024, top * (1 - 1 / 128)],
  [top + 1, 1025, top],
  [1e308, 1025, top],
  [Infinity, 1025, top],
  [Number.NaN, 1025, top],
])('has a place for %d: %d, reported as %d', (x, bucket, middle) => {
  expect(bucketOf(scale, x)).toBe(bucket)
  expect(middleOf(scale, bucket)).toBe(middle)
})

it('has edges around everything, if need be at infinity', () => {
  const edges = (x: number) => [-1, 0].map((step) => edgeOf(scale, bucketOf(scale, x) + step))
  expect(edges(1e-9)).toEqual([-Infinity, 2 ** -10])
  expect(edges(1e9)).toEqual([top, Infinity])
  for (const x of nasty.filter((each) => !Number.isNaN(each))) {
    const [low = Number.NaN, high] = edges(x)
    expect(low).toBeLessThanOrEqual(x)
    expect(high).toBeGreaterThanOrEqual(x)
  }
})

it.each([
  [0.95, 100, 95],
  [0.07, 100, 7],
  [0.951, 100, 96],
  [0, 10, 1],
  [1, 10, 10],
  [2, 10, 10],
  [-1, 10, 1],
  [0.999, 1e12, 999e9],
])('takes the %d-quantile of so many: of %d the rank %d', (q, n, rank) => {
  expect(rankOf(q, n)).toBe(rank)
})
