import { describe, expect, it } from 'vitest'
import { levelOf } from '../../../../src/stats/effects/estimate-of.ts'
import { type Estimated, judgedBySequence } from '../../../../src/stats/effects/estimated.ts'
import { levelOfPairedUnits } from '../../../../src/stats/effects/level-of-units.ts'
import type { Split } from '../../../../src/stats/effects/observed.ts'
import { byLevelSplit } from '../../../../src/stats/sequential/by-split.ts'
import { isOpen } from '../../../../src/stats/sequential/gate.ts'
import type { Inference } from '../../../../src/stats/sequential/inference.ts'
import { pairedStratum } from '../../../../src/stats/strata/stratum.ts'
import { counts } from '../../../../src/stats/sums/counts.ts'
import { isUnknown, type Unknown } from '../../../../src/stats/unknown.ts'
import { below, chance } from '../../../chance.ts'
import { bucketed, sticky } from './given.ts'

const limit = 0.05
const known = <T>(found: T | Unknown): T => {
  if (isUnknown(found)) throw new Error(found.sentence)
  return found
}
const says = ({ gates, logPMore, logPLess }: Inference) => {
  if (!isOpen(gates)) return 'open'
  if (logPLess(limit, 0.05) <= Math.log(0.05)) return 'kept'
  return logPMore(limit, 0.05) <= Math.log(0.05) ? 'broken' : 'open'
}
const judged = (level: Estimated | Unknown) => says(known(judgedBySequence(level, 1000)))

describe('a limit of a rate, where requests of a unit end alike', () => {
  /** Each unit makes ten requests; what the champion does is no matter. */
  const challenger = (units: number, withEvent: number) =>
    sticky({ units: 1, withEvent: 0 }, { units, withEvent })

  it.each([
    ['kept, where nothing fails', 500, 0, 'kept'],
    ['open, where nothing has failed yet of so few', 350, 0, 'open'],
    ['broken, where all fails', 60, 60, 'broken'],
    ['broken, where half fails', 100, 50, 'broken'],
    ['open, where so few came', 39, 39, 'open'],
    ['open, where a twentieth fails', 4000, 200, 'open'],
    ['open, where so many fail by chance', 1000, 62, 'open'],
  ])('is %s', (_, units, withEvent, verdict) => {
    expect(judged(levelOf(challenger(units, withEvent), limit))).toBe(verdict)
  })

  it('is known with the error of units, and never by less than the limit would have while few had an event', () => {
    const errorOf = (split: Split) => known(levelOf(split, limit)).estimate.squaredError
    expect(errorOf(challenger(1000, 0))).toBeCloseTo((0.05 * 0.95) / 1000, 12)
    const many = errorOf(challenger(1000, 100)) / ((0.1 * 0.9) / 1000)
    expect(many).toBeGreaterThan(0.6) // 64 buckets know it so well
    expect(many).toBeLessThan(1.6)
  })

  it('counts what a few busy units did by their part of all units', () => {
    const { champion, challenger: side } = challenger(1000, 100).units ?? {}
    if (champion === undefined || side === undefined) throw new Error('no units')
    const busy = { champion, challenger: { ...side, effective: 100 } }
    const { estimate, gates } = known(levelOf({ ...challenger(1000, 100), units: busy }, limit))
    expect(gates).toContainEqual({ name: 'Events', have: 10, need: 40 })
    expect(estimate.squaredError).toBeCloseTo((0.05 * 0.95) / 100, 12)
  })
})

describe('exactly at a limit', () => {
  const rounds = 200
  const looks = [500, 800, 1200, 2000, 3000, 4000]
  /** In what part of rounds either claim is made. */
  const part = (judge: (split: Split) => Inference) =>
    Array.from({ length: rounds }, (_, round) => {
      const random = chance(round)
      let withEvent = 0
      return looks.some((units, look) => {
        for (let unit = looks[look - 1] ?? 0; unit < units; unit++)
          if (random() < limit) withEvent++
        const split = sticky({ units: 1, withEvent: 0 }, { units, withEvent })
        return says(judge(split)) !== 'open'
      })
    }).filter(Boolean).length / rounds

  it('neither side is claimed more often than both alphas allow', () => {
    expect(
      part((split) => known(judgedBySequence(levelOf(split, limit), 1000))),
    ).toBeLessThanOrEqual(0.1)
  })

  it('either is, if requests are taken for units', () => {
    const byRequests = (split: Split) => {
      if (split.figure !== 'Rate') throw new Error('a rate is given')
      return byLevelSplit(split.strata[0]?.challenger.whole ?? counts.none, 0.3)
    }
    expect(part(byRequests)).toBeGreaterThan(0.3)
  })
})

describe('the level of a challenger among pairs', () => {
  const pairs = (units: number, withEvent: number) => {
    const random = chance(units)
    const byBucket = Array.from({ length: 64 }, () => ({
      champion: counts.none,
      challenger: counts.none,
    }))
    for (let unit = 0; unit < units; unit++) {
      const bucket = below(random, 64)
      const { champion, challenger } = byBucket[bucket] ?? {
        champion: counts.none,
        challenger: counts.none,
      }
      byBucket[bucket] = {
        champion: counts.merge(champion, { n: 10, events: 0 }),
        challenger: counts.merge(challenger, { n: 10, events: unit < withEvent ? 10 : 0 }),
      }
    }
    const merged = bucketed(byBucket, (a, b) => ({
      champion: counts.merge(a.champion, b.champion),
      challenger: counts.merge(a.challenger, b.challenger),
    }))
    return levelOfPairedUnits([pairedStratum({ epoch: 0, pairs: merged })], {
      effective: units,
      limit,
    })
  }

  it.each([
    ['kept', 500, 0],
    ['broken', 100, 50],
    ['open', 1000, 62],
  ])('is judged by units too: %s', (verdict, units, withEvent) => {
    expect(judged(pairs(units, withEvent))).toBe(verdict)
  })

  it('is unknown where there are none', () => {
    expect(pairs(0, 0)).toMatchObject({ unknown: 'TooFew' })
  })
})
