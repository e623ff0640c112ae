import { describe, expect, it } from 'vitest'
import { effectOfPairs } from '../../../../src/stats/effects/effect-of-pairs.ts'
import { judgedBySequence } from '../../../../src/stats/effects/estimated.ts'
import type { Both, Pairs } from '../../../../src/stats/effects/observed.ts'
import { isOpen } from '../../../../src/stats/sequential/gate.ts'
import { pairedStratum } from '../../../../src/stats/strata/stratum.ts'
import { type Counts, counts } from '../../../../src/stats/sums/counts.ts'
import { moments, withValue } from '../../../../src/stats/sums/moments.ts'
import { isUnknown } from '../../../../src/stats/unknown.ts'
import { below, chance } from '../../../chance.ts'
import { meanPairs, ratePairs } from './given.ts'

const errorOf = (pairs: Pairs, margin?: number) => {
  const found = effectOfPairs(pairs, margin)
  if (isUnknown(found)) throw new Error(found.sentence)
  return found
}

describe('pairs', () => {
  it('take out of the difference what makes requests hard', () => {
    const { estimate } = errorOf(meanPairs(chance(1), 16, 100))
    const apart = (2 * (100 / 12 + 1 / 12)) / 1600 // the error of two parts of the traffic
    expect(estimate.squaredError).toBeLessThan(0.1 * apart)
  })

  it('ask for blocks of time, of four slices at least', () => {
    const gate = (slices: number) =>
      errorOf(ratePairs([1600, 160], [1600, 200], slices)).gates.find(
        ({ name }) => name === 'Blocks',
      )
    expect(gate(31)).toEqual({ name: 'Blocks', have: 7, need: 8 }) // of four slices each
    expect(gate(64)?.have).toBe(16)
    expect(gate(65)?.have).toBe(8) // longer ones, not more
  })

  it('that never differ have the error that the margin would have', () => {
    expect(errorOf(ratePairs([1600, 160], [1600, 160]), 0.01).estimate.squaredError).toBeCloseTo(
      (0.01 * 0.99) / 1600,
      12,
    )
  })

  it('that never differ cannot be told from chance where there is no margin', () => {
    const { gates } = errorOf(ratePairs([1600, 160], [1600, 160]))
    expect(gates).toContainEqual({ name: 'Spread', have: 0, need: 1 })
  })

  it('that never failed are no surer than if one unit of the largest size were to fail throughout', () => {
    const squaredErrorOf = (asLarge: number) =>
      errorOf({ ...ratePairs([1600, 0], [1600, 0]), effective: 800, asLarge }, 0.01).estimate
        .squaredError
    expect(squaredErrorOf(10)).toBeCloseTo(1 / 10 ** 2, 12)
    expect(squaredErrorOf(800)).toBeCloseTo((0.01 * 0.99) / 800, 12)
  })

  it.each([
    ['no epoch', []],
    [
      'no slices',
      [pairedStratum({ epoch: 0, pairs: { whole: none(), byBucket: [], bySlice: [] } })],
    ],
    [
      'empty slices',
      [
        pairedStratum({
          epoch: 0,
          pairs: { whole: none(), byBucket: [], bySlice: [none(), none()] },
        }),
      ],
    ],
  ])('of %s say nothing', (_, strata) => {
    expect(effectOfPairs({ of: 'Pairs', figure: 'Rate', strata }, 0.01)).toMatchObject({
      unknown: 'TooFew',
    })
  })
})

describe('pairs whose levels are even and whose difference is not', () => {
  /** A little better nearly always, and so often very wrong. */
  const gateAt = (disasters: number) => {
    const random = chance(disasters)
    const { none, merge } = moments(1)
    const byBucket = Array.from({ length: 64 }, () => ({ champion: none, challenger: none }))
    for (let pair = 0; pair < 4000; pair++) {
      const bucket = below(random, 64)
      const { champion, challenger } = byBucket[bucket] ?? { champion: none, challenger: none }
      const hard = 20 * random()
      const by = pair < disasters ? 5 : 0.2 * random() - 0.1
      byBucket[bucket] = {
        champion: withValue(champion, hard),
        challenger: withValue(challenger, hard + by),
      }
    }
    const whole = byBucket.reduce((sum, each) => ({
      champion: merge(sum.champion, each.champion),
      challenger: merge(sum.challenger, each.challenger),
    }))
    const pairs = { whole, byBucket, bySlice: byBucket }
    const strata = [pairedStratum({ epoch: 0, pairs })]
    return errorOf({ of: 'Pairs', figure: 'Mean', range: undefined, strata }).gates.find(
      ({ name }) => name === 'Pairs',
    )
  }

  it.each([1, 4, 12])('ask for more of them, after %i disasters', (disasters) => {
    expect(gateAt(disasters)?.need).toBeGreaterThan(4000)
  })

  it('ask for no more, after none or after many', () => {
    expect(gateAt(0)?.need).toBeLessThan(4000)
    expect(gateAt(400)?.need).toBeLessThan(4000)
  })
})

/** Two users a slice, 25 requests each: 2 % of users meet a challenger that fails all of them, the others never. */
describe('pairs of users who come back, at a margin of .02', () => {
  const slices = 160
  const safe = (known: 'known' | 'unknown') =>
    Array.from({ length: 200 }, (_, round) => looks(chance(round), known).some(isSafe)).filter(
      Boolean,
    ).length / 200

  it('are not proven safe more often than alpha', () => {
    expect(safe('known')).toBeLessThanOrEqual(0.05)
  })

  it('would be, if it were not known that they come back', () => {
    expect(safe('unknown')).toBeGreaterThan(0.2)
  })

  function looks(random: () => number, known: 'known' | 'unknown'): readonly Pairs[] {
    const bySlice: Both<Counts>[] = []
    const byBucket = Array.from({ length: 64 }, none)
    return Array.from({ length: slices }).flatMap((_, slice): Pairs[] => {
      const visits = Array.from({ length: 2 }, () => visitOf(random() < 0.02))
      for (const visit of visits) {
        const bucket = below(random, 64)
        byBucket[bucket] = joined(byBucket[bucket] ?? none(), visit)
      }
      bySlice.push(visits.reduce(joined))
      if (slice % 8 < 7) return [] // a look each eight slices
      const margins = { byBucket: [...byBucket], bySlice: [...bySlice] }
      const pairs = { whole: bySlice.reduce(joined), ...margins }
      const users = known === 'known' ? { effective: 2 * (slice + 1) } : {}
      return [
        { of: 'Pairs', figure: 'Rate', strata: [pairedStratum({ epoch: 0, pairs })], ...users },
      ]
    })
  }

  function isSafe(observed: Pairs): boolean {
    const inference = judgedBySequence(effectOfPairs(observed, 0.02), 1000)
    if (isUnknown(inference) || !isOpen(inference.gates)) return false
    return inference.logPLess(0.02, 0.05) <= Math.log(0.05)
  }
})

const visitOf = (fails: boolean): Both<Counts> => ({
  champion: { n: 25, events: 0 },
  challenger: { n: 25, events: fails ? 25 : 0 },
})

function none(): Both<Counts> {
  return { champion: counts.none, challenger: counts.none }
}

function joined(a: Both<Counts>, b: Both<Counts>): Both<Counts> {
  return {
    champion: counts.merge(a.champion, b.champion),
    challenger: counts.merge(a.challenger, b.challenger),
  }
}
