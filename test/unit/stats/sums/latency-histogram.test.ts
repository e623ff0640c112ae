import { expect, it } from 'vitest'
import {
  countAbove,
  createLatencyRecorder,
  type LatencyHistogram,
  latencyHistogram,
  quantileOf,
  withLatency,
} from '../../../../src/stats/sums/latency-histogram.ts'
import { total } from '../../../../src/stats/sums/statistic.ts'
import { chance } from '../../../chance.ts'
import { expectFinite, expectLaws, nasty, sameBytes } from './laws.ts'

const declared = [200, 500]
const histogram = latencyHistogram([500, 200, 200, Number.NaN])
const of = (latencies: readonly number[], edges = declared): LatencyHistogram =>
  latencies.reduce(withLatency, latencyHistogram(edges).none)

/** Lognormal with a median of 80 ms and a p95 of about 185, and now and then a second more. */
function realistic(n: number): readonly number[] {
  const random = chance(7)
  return Array.from({ length: n }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return 80 * Math.exp(0.5 * normal) + (random() < 0.001 ? 1000 : 0)
  })
}

const latencies = realistic(20_000)
const all = of(latencies)
const longerThan = (edge: number) => latencies.filter((ms) => ms > edge).length

it('is a law, exactly', () => {
  const parts = Array.from({ length: 60 }, (_, i) =>
    of(latencies.slice(3 * i, 3 * i + 1 + (i % 3))),
  )
  expectLaws(histogram, parts, sameBytes)
})

it('is a law for records that declare different edges: those of all are left', () => {
  const edges = [[200, 500], [500, 900], [100, 500], [500]]
  const parts = Array.from({ length: 40 }, (_, i) => of(latencies.slice(i, i + 2), edges[i % 4]))
  expectLaws(histogram, parts, sameBytes)
  expect(total(histogram, parts).above.map(([edge]) => edge)).toEqual([500])
})

it('counts exactly above declared edges and above edges of buckets', () => {
  for (const edge of [...declared, 64, 66, 184, 188, Infinity, -Infinity])
    expect(countAbove(all, edge)).toBe(longerThan(edge))
})

it('counts from the next edge on anywhere else', () => {
  expect(countAbove(all, 201)).toBe(longerThan(204))
  expect(longerThan(201)).toBeGreaterThan(longerThan(204))
})

it('a latency of exactly an edge is not above it', () => {
  const h = of([200, 64, 2 ** -10, 2 ** 22, 0, -3])
  expect(h.above).toEqual([
    [200, 1],
    [500, 1],
  ]) // the one of 70 minutes
  expect(countAbove(h, 64)).toBe(2)
  expect(countAbove(h, 2 ** -10)).toBe(3)
  expect(countAbove(h, 2 ** 22)).toBe(0)
})

it.each([0, 0.01, 0.5, 0.95, 0.99, 0.9999, 1])('reports the %d-quantile within 2 %%', (q) => {
  const sorted = latencies.toSorted((a, b) => a - b)
  const truth = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0
  expect(Math.abs(Number(quantileOf(all, q)) / truth - 1)).toBeLessThan(0.02)
})

it('knows no quantile of nothing', () => {
  expect(quantileOf(of([]), 0.5)).toMatchObject({ unknown: 'TooFew', need: 1, have: 0 })
  expect([countAbove(of([]), 200), countAbove(of([]), 7)]).toEqual([0, 0])
})

it('has a place for anything', () => {
  const h = of(nasty)
  expectFinite(h)
  expect(h.n).toBe(nasty.length)
  expect(h.buckets.reduce((sum, [, count]) => sum + count, 0)).toBe(nasty.length)
  expect([quantileOf(h, 0), quantileOf(h, 1)]).toEqual([2 ** -11, 2 ** 22])
  expect(countAbove(h, 200)).toBe(nasty.filter((ms) => !(ms <= 200)).length)
})

it('is recorded by a closure as it is by pure additions, from any start on', () => {
  const recorder = createLatencyRecorder(of(latencies.slice(0, 50)))
  for (const ms of [...latencies.slice(50, 400), ...nasty]) recorder.add(ms)
  sameBytes(recorder.record(), of([...latencies.slice(0, 400), ...nasty]))
})

it('stays small: a realistic service fills fewer than 400 buckets', () => {
  expect(all.buckets.length).toBeGreaterThan(100)
  expect(all.buckets.length).toBeLessThan(400)
  expect(JSON.stringify(all).length).toBeLessThan(4000)
})
