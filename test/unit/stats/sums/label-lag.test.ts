import { expect, it } from 'vitest'
import {
  labelLag,
  lagQuantileOf,
  shareArrivedBy,
  withLag,
} from '../../../../src/stats/sums/label-lag.ts'
import { total } from '../../../../src/stats/sums/statistic.ts'
import { chance } from '../../../chance.ts'
import { expectFinite, expectLaws, nasty, sameBytes } from './laws.ts'

const random = chance(8)
const lags = [0, -1, ...Array.from({ length: 5000 }, () => -7200 * Math.log(1 - random()))]

it('keeps the lag of outcomes: a law, exactly, with a place for anything', () => {
  const parts = [...nasty, ...lags.slice(0, 100)].map((s) => withLag(labelLag.none, s))
  expectLaws(labelLag, parts, sameBytes)
  expectFinite(total(labelLag, parts))
})

it('knows which share had come by a lag, and when nearly all had', () => {
  const lag = lags.reduce(withLag, labelLag.none)
  const share = (edge: number) => lags.filter((s) => s <= edge).length / lags.length
  for (const edge of [4096, 8192, 2 ** 13 * 1.5]) {
    expect(shareArrivedBy(lag, edge)).toEqual({ atLeast: share(edge), atMost: share(edge) })
  }
  const between = shareArrivedBy(lag, 8300)
  expect(between).toEqual({ atLeast: share(8192), atMost: share(8448) })
  const p99 = lags.toSorted((a, b) => a - b)[Math.ceil(0.99 * lags.length) - 1] ?? 0
  expect(Math.abs(Number(lagQuantileOf(lag, 0.99)) / p99 - 1)).toBeLessThan(0.02)
  expect(shareArrivedBy(lag, 30 * 86_400)).toEqual({ atLeast: 1, atMost: 1 })
})

it('knows nothing of the lag of nothing', () => {
  const unknown = { unknown: 'TooFew', need: 1, have: 0 }
  expect(shareArrivedBy(labelLag.none, 5)).toMatchObject(unknown)
  expect(lagQuantileOf(labelLag.none, 0.99)).toMatchObject(unknown)
})
