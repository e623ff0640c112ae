import { expect, it } from 'vitest'
import { canaryShares, splitShares } from '../../../src/routing/shares.ts'
import { below, chance } from '../../chance.ts'
import { challengers } from './plans.ts'

const width = ({ from, to }: { readonly from: number; readonly to: number }) => to - from

it('lays number i of K from i/K on, each with its part of the sum', () => {
  expect(canaryShares(['a@1', 'b@1', 'c@1', 'd@1'], 20)).toEqual([
    { variant: 'a@1', from: 0, to: 0.05 },
    { variant: 'b@1', from: 0.25, to: 0.3 },
    { variant: 'c@1', from: 0.5, to: 0.55 },
    { variant: 'd@1', from: 0.75, to: 0.8 },
  ])
})

it('lays a split end to end, in order', () => {
  const split = [
    { variant: 'a@1', percent: 30 },
    { variant: 'b@1', percent: 0 },
    { variant: 'c@1', percent: 7 },
  ]
  expect(splitShares(split)).toEqual([
    { variant: 'a@1', from: 0, to: 0.3 },
    { variant: 'c@1', from: 0.3, to: 0.37 },
  ])
})

it('leaves the place of who has gone to the champion, and nobody else moves', () => {
  const [a, b, c] = canaryShares(['a@1', 'b@1', 'c@1'], 60)
  expect(canaryShares(['a@1', undefined, 'c@1'], 60)).toEqual([a, c])
  const split = ['a@1', 'b@1', 'c@1'].map((variant) => ({ variant, percent: 20 }))
  const [d, , e] = splitShares(split)
  const gone = split.map((each, nth) => (nth === 1 ? { ...each, variant: undefined } : each))
  expect(splitShares(gone)).toEqual([d, e])
  expect(b).toBeDefined()
})

it('has no shares where nobody challenges, or nobody yet', () => {
  expect([canaryShares([], 20), canaryShares(['a@1'], 0), splitShares([])]).toEqual([[], [], []])
})

it('never lets shares overlap or leave [0, 1), whatever K and percent', () => {
  for (let k = 1; k <= 15; k++) {
    for (let percent = 1; percent <= 100; percent++) {
      const shares = canaryShares(challengers(k), percent)
      const points = [0, ...shares.flatMap(({ from, to }) => [from, to]), 1]
      expect(points, `${k} at ${percent} %`).toEqual(points.toSorted((a, b) => a - b))
      for (const share of shares) expect(width(share)).toBeCloseTo(percent / 100 / k, 12)
    }
  }
})

it('only ever widens a share as the percent rises, to the last digit', () => {
  for (let k = 1; k <= 15; k++) {
    for (let percent = 1; percent < 100; percent++) {
      const [before, after] = [percent, percent + 1].map((p) => canaryShares(challengers(k), p))
      after?.forEach(({ from, to }, nth) => {
        expect(from).toBe(before?.[nth]?.from)
        expect(to).toBeGreaterThan(before?.[nth]?.to ?? 1)
      })
    }
  }
})

it('leaves no gap in a split, and no overlap (property, seed 2)', () => {
  const random = chance(2)
  for (let run = 0; run < 500; run++) {
    let left = 100
    const split = challengers(8).map((variant) => {
      const percent = 1 + below(random, left / 3)
      left -= percent
      return { variant, percent }
    })
    const shares = splitShares(split)
    expect(shares.map(({ from }) => from)).toEqual([0, ...shares.map(({ to }) => to).slice(0, -1)])
    expect(shares.at(-1)?.to).toBe((100 - left) / 100)
    shares.forEach((share, nth) => {
      expect(width(share)).toBeCloseTo((split[nth]?.percent ?? 0) / 100, 12)
    })
  }
})
