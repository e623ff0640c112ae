import { expect, it } from 'vitest'
import { equalArrival } from '../../../../src/stats/quality/equal-arrival.ts'
import { drawBinomial } from '../../../../src/stats/simulation/draws/binomial.ts'
import { chance } from '../../../chance.ts'
import { epoch, rates, split, values } from '../effects/given.ts'

const alpha = 0.05

/** In what part of rounds it alarms at any of twenty looks, if of the truths so many are missing. */
function alarms(champion: number, challenger: number, share: number, rounds = 300): number {
  const all = Array.from({ length: rounds }, (_, round) => {
    const random = chance(round)
    const [a, b]: [Rate, Rate] = [
      [0, 0],
      [0, 0],
    ]
    const grow = (side: Rate, n: number, missing: number) => {
      side[0] += n
      side[1] += drawBinomial(random, n, missing)
    }
    return Array.from({ length: 20 }, (_, look) => {
      const n = Math.round(50 * 1.3 ** look)
      const ours = drawBinomial(random, n, share)
      grow(a, n - ours, champion)
      grow(b, ours, challenger)
      return equalArrival(rates([...a], [...b], share), alpha).logP
    }).some((logP) => logP <= Math.log(alpha))
  })
  return all.filter((isAlarm) => isAlarm).length / rounds
}

type Rate = [n: number, missing: number]

it.each([
  [0.02, 0.5],
  [0.02, 0.05],
  [0.3, 0.2],
  [0.9, 0.5],
  [0.98, 0.05],
])('alarms seldom where %f are missing of both, at a share of %f', (missing, share) => {
  expect(alarms(missing, missing, share)).toBeLessThanOrEqual(alpha)
})

it.each([
  ['seldom, and more often', 0.02, 0.05],
  ['as a rule, and more often', 0.9, 0.95],
  ['as a rule, and less often', 0.95, 0.9],
])('finds it where they are missing %s', (_, champion, challenger) => {
  expect(alarms(champion, challenger, 0.5, 50)).toBeGreaterThan(0.95)
})

it('says by how much', () => {
  expect(equalArrival(rates([1000, 100], [1000, 150]), alpha).excess).toBeCloseTo(0.05, 12)
})

it('says nothing of nothing', () => {
  expect(equalArrival(rates([0, 0], [0, 0]), alpha)).toEqual({ logP: 0, excess: undefined })
  const unknown = split('Mean', [epoch(0, values([]), values([]))])
  expect(equalArrival(unknown, alpha)).toEqual({ logP: 0, excess: undefined })
})
