import { describe, expect, it } from 'vitest'
import {
  benjaminiHochberg,
  benjaminiYekutieli,
} from '../../../../src/stats/corrections/benjamini-hochberg.ts'
import { bonferroni } from '../../../../src/stats/corrections/bonferroni.ts'
import { eBenjaminiHochberg } from '../../../../src/stats/corrections/e-bh.ts'
import { holm } from '../../../../src/stats/corrections/holm.ts'
import { alphaOfTry } from '../../../../src/stats/corrections/spending.ts'
import { chance } from '../../../chance.ts'

const close = (xs: readonly number[]) => xs.map((x) => expect.closeTo(x, 14))

it.each([
  ['bonferroni', bonferroni, [0.04, 0.16, 0.12, 0.02]],
  ['holm', holm, [0.03, 0.06, 0.06, 0.02]],
  ['benjaminiHochberg', benjaminiHochberg, [0.02, 0.04, 0.04, 0.02]],
  ['benjaminiYekutieli', benjaminiYekutieli, [1 / 24, 1 / 12, 1 / 12, 1 / 24]],
])('adjusts in the order given: %s', (_, adjusted, expected) => {
  expect(adjusted([0.01, 0.04, 0.03, 0.005])).toEqual(close(expected))
})

describe.each([
  ['bonferroni', bonferroni],
  ['holm', holm],
  ['benjaminiHochberg', benjaminiHochberg],
  ['benjaminiYekutieli', benjaminiYekutieli],
])('%s', (_, adjusted) => {
  const random = chance(5)
  const ps = Array.from({ length: 50 }, () => random() ** 3)

  it('makes no p smaller, keeps their order, and stays a probability', () => {
    const after = adjusted(ps)
    const order = ps.map((_, i) => i).sort((i, j) => (ps[i] ?? 0) - (ps[j] ?? 0))
    const sorted = order.map((i) => after[i] ?? 0)
    expect(sorted).toEqual(sorted.toSorted((a, b) => a - b))
    for (const [i, p] of ps.entries()) {
      expect(after[i]).toBeGreaterThanOrEqual(p)
      expect(after[i]).toBeLessThanOrEqual(1)
    }
  })

  it('leaves one p alone, and nothing nothing', () => {
    expect(adjusted([0.03])).toEqual([0.03])
    expect(adjusted([])).toEqual([])
  })
})

it('rejects by Holm whatever Bonferroni rejects, and at times more', () => {
  const ps = [0.004, 0.02, 0.013, 0.5]
  expect(bonferroni(ps).filter((p) => p <= 0.05)).toHaveLength(1)
  expect(holm(ps).filter((p) => p <= 0.05)).toHaveLength(3)
})

it.each([
  ['none with too little evidence', [10, 3, 1], [false, false, false]],
  ['one with enough for itself', [60, 10, 1], [true, false, false]],
  ['two that are enough together', [31, 1, 35], [true, false, true]],
  ['all that are enough together', [20, 21, 25], [true, true, true]],
  ['nothing of nothing', [], []],
])('rejects by e-values %s', (_, es, rejected) => {
  expect(eBenjaminiHochberg(es.map(Math.log), 0.05)).toEqual(rejected)
})

it('takes evidence beyond all doubles', () => {
  expect(eBenjaminiHochberg([1000, Number.NEGATIVE_INFINITY], 0.05)).toEqual([true, false])
})

/** How often any of twelve tries at a true null hypothesis is a success. */
function errors(alphaOf: (r: number) => number): number {
  const random = chance(13)
  const tries = () => Array.from({ length: 12 }, (_, i) => random() < alphaOf(i + 1)).includes(true)
  return Array.from({ length: 4000 }, tries).filter(Boolean).length / 4000
}

it('spends over all tries no more than alpha', () => {
  const spent = Array.from({ length: 10_000 }, (_, i) => alphaOfTry(0.05, i + 1))
  expect(spent.slice(0, 3)).toEqual(close([0.025, 0.05 / 6, 0.05 / 12]))
  expect(spent.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0.05 * (1 - 1 / 10_001), 12)
  expect(alphaOfTry(0.05, 0)).toBe(alphaOfTry(0.05, 1))
  expect(errors((r) => alphaOfTry(0.05, r))).toBeLessThan(0.06)
})

it('has a negative control: retries without spending find what is not there', () => {
  expect(errors(() => 0.05)).toBeGreaterThan(0.4)
})
