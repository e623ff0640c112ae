import { describe, expect, it } from 'vitest'
import { ratioOfUnits } from '../../../../src/stats/effects/ratio-of-units.ts'
import { isOpen } from '../../../../src/stats/sequential/gate.ts'
import type { Inference } from '../../../../src/stats/sequential/inference.ts'
import { drawBinomial } from '../../../../src/stats/simulation/draws/binomial.ts'
import { type Margins, stratum } from '../../../../src/stats/strata/stratum.ts'
import { type Counts, counts } from '../../../../src/stats/sums/counts.ts'
import { total } from '../../../../src/stats/sums/statistic.ts'
import { isUnknown } from '../../../../src/stats/unknown.ts'
import { chance } from '../../../chance.ts'

/** Ten requests each, all of which end alike. */
const perUnit = 10
const buckets = 64

describe('a ratio of rates of units that come back', () => {
  it('has bounds that exclude exactly what its p values exclude', () => {
    const inference = judged(units(chance(1), 20_000, { old: 0.1, new: 0.12, share: 0.5 }))
    for (const alpha of [0.05, 0.004]) {
      const [low, high] = [inference.low(alpha), inference.high(alpha)]
      expect(low).toBeLessThan(inference.estimate ?? 0)
      expect(inference.logPMore(low * 0.999, alpha)).toBeLessThanOrEqual(Math.log(alpha))
      expect(inference.logPMore(low * 1.01, alpha)).toBeGreaterThan(Math.log(alpha))
      expect(inference.logPLess(high * 1.001, alpha)).toBeLessThanOrEqual(Math.log(alpha))
      expect(inference.logPLess(high * 0.99, alpha)).toBeGreaterThan(Math.log(alpha))
    }
  })

  it('finds a challenger that fails although the champion never does', () => {
    const inference = judged(units(chance(2), 4000, { old: 0, new: 0.2, share: 0.5 }))
    expect(isOpen(inference.gates)).toBe(true)
    expect(inference.estimate).toBeUndefined()
    expect(inference.logPMore(3, 0.001)).toBeLessThan(Math.log(0.001))
    expect(inference.high(0.05)).toBe(Number.POSITIVE_INFINITY)
  })

  it('proves nothing where nothing fails: nothing is not 1.1 times nothing', () => {
    const inference = judged(units(chance(3), 40_000, { old: 0, new: 0, share: 0.5 }))
    expect(isOpen(inference.gates)).toBe(false)
  })

  it('proves the same rate to be below 1.2 times, as a sample of a few thousand units could not', () => {
    const inference = judged(units(chance(4), 60_000, { old: 0.1, new: 0.1, share: 0.5 }))
    expect(inference.logPLess(1.2, 0.05)).toBeLessThan(Math.log(0.05))
  })

  it.each([
    [0.5, 'more'],
    [0.5, 'less'],
    [0.05, 'more'],
    [0.05, 'less'],
  ] as const)('errs in at most one of twenty at the ratio itself, share %s, %s (seed 5)', (share, side) => {
    const random = chance(5)
    const wrong = Array.from({ length: 300 }, () => {
      const grown = growing(random, { old: 0.1, new: 0.15, share }, 12)
      return grown.some((each) => {
        const inference = judged(each)
        const logP = side === 'more' ? inference.logPMore : inference.logPLess
        return isOpen(inference.gates) && logP(1.5, 0.05) <= Math.log(0.05)
      })
    }).filter(Boolean).length
    expect(wrong / 300).toBeLessThanOrEqual(0.05)
  })
})

type World = { readonly old: number; readonly new: number; readonly share: number }
type Sample = { readonly n: readonly number[]; readonly events: readonly number[] }
type Grown = { readonly world: World; readonly old: Sample; readonly new: Sample }

const none: Sample = { n: new Array(buckets).fill(0), events: new Array(buckets).fill(0) }

const units = (random: () => number, n: number, world: World): Grown =>
  more(random, { world, old: none, new: none }, n)

function growing(random: () => number, world: World, looks: number): readonly Grown[] {
  const all: Grown[] = []
  let last: Grown = { world, old: none, new: none }
  for (let look = 0; look < looks; look++) {
    last = more(random, last, 500 * 1.5 ** look)
    all.push(last)
  }
  return all
}

function more(random: () => number, grown: Grown, n: number): Grown {
  const { world } = grown
  const side = (which: 'old' | 'new', share: number): Sample => {
    const come = grown[which].n.map(() => drawBinomial(random, Math.round(n / buckets), share))
    return {
      n: grown[which].n.map((have, b) => have + (come[b] ?? 0)),
      events: grown[which].events.map(
        (have, b) => have + drawBinomial(random, come[b] ?? 0, world[which]),
      ),
    }
  }
  return { world, old: side('old', 1 - world.share), new: side('new', world.share) }
}

function judged({ world, old, new: novel }: Grown): Inference {
  const inference = ratioOfUnits(
    [
      stratum({
        epoch: 0,
        chance: world.share,
        champion: margins(old),
        challenger: margins(novel),
      }),
    ],
    { champion: counted(old), challenger: counted(novel) },
    5000,
  )
  if (isUnknown(inference)) throw new Error(inference.sentence)
  return inference
}

function margins({ n, events }: Sample): Margins<Counts> {
  const byBucket = n.map((units, b) => ({
    n: units * perUnit,
    events: (events[b] ?? 0) * perUnit,
  }))
  return { whole: total(counts, byBucket), byBucket, bySlice: [] }
}

function counted({ n, events }: Sample) {
  const units = n.reduce((sum, each) => sum + each, 0)
  return {
    units,
    withEvent: events.reduce((sum, each) => sum + each, 0),
    effective: units,
    asLarge: units,
  }
}
