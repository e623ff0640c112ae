import { expect, it } from 'vitest'
import {
  placeOf,
  shareBelow,
  spreadBelow,
} from '../../../../src/stats/sequential/place-of-quantile.ts'

const parts = [0.2, 0.5, 0, 0.3]

it.each([0.05, 0.2, 0.4, 0.7, 0.95, 1])('has a share q below it: %s', (q) => {
  expect(shareBelow(parts, placeOf(q, parts))).toBeCloseTo(q, 12)
})

it('varies as yes and no do where it is the edge of a bucket', () => {
  expect(spreadBelow(parts, placeOf(0.7, parts))).toBeCloseTo(0.7 * 0.3, 12)
})

it('varies less inside a bucket, whose requests all count in part', () => {
  // Two fifths of half of them, and a fifth wholly.
  const spread = 0.2 * 1 + 0.5 * 0.4 ** 2 - 0.4 ** 2
  expect(spreadBelow(parts, placeOf(0.4, parts))).toBeCloseTo(spread, 12)
  expect(spreadBelow([1], placeOf(0.4, [1]))).toBe(0)
})
