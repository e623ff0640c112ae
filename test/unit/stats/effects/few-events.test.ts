import { describe, expect, it } from 'vitest'
import { effectOf } from '../../../../src/stats/effects/estimate-of.ts'
import { judgedBySequence } from '../../../../src/stats/effects/estimated.ts'
import { basisOf, cautionOf, cautionOfLevel } from '../../../../src/stats/effects/few-events.ts'
import type { Observed, Split } from '../../../../src/stats/effects/observed.ts'
import { isOpen } from '../../../../src/stats/sequential/gate.ts'
import { drawBinomial } from '../../../../src/stats/simulation/draws/binomial.ts'
import { stratum } from '../../../../src/stats/strata/stratum.ts'
import { counts } from '../../../../src/stats/sums/counts.ts'
import { isUnknown } from '../../../../src/stats/unknown.ts'
import { below, chance } from '../../../chance.ts'
import { bucketed, rates } from './given.ts'

const basis = (n: number, yes: number) => basisOf([{ n, events: yes }])

describe('the gate', () => {
  const have = (champion: [number, number], challenger: [number, number], margin?: number) =>
    cautionOf({ champion: basis(...champion), challenger: basis(...challenger) }, margin).gate.have

  it.each<[string, [number, number], [number, number], number]>([
    ['both have some', [1000, 50], [1000, 30], 50],
    ['the champion has none', [1000, 0], [1000, 30], 30],
    ['the challenger has none', [1000, 30], [1000, 0], 30],
    ['the canary has fewer, and the error rests on it', [9500, 45], [500, 12], 12],
    ['the canary has none, and the error rests on the champion', [9500, 45], [500, 0], 45],
    ['non-events are what is rare', [1000, 990], [1000, 970], 30],
    ['nothing ever happens', [1000, 0], [1000, 0], 0],
    ['it always happens', [1000, 1000], [1000, 1000], 0],
    ['nothing came', [0, 0], [0, 0], 0],
  ])('counts the events on which the error rests: %s', (_, champion, challenger, events) => {
    expect(have(champion, challenger)).toBe(events)
  })

  it('or those that a difference of the margin would have brought', () => {
    expect(have([8000, 0], [4000, 0], 0.005)).toBe(40)
    expect(have([8000, 0], [4000, 0], -0.005)).toBe(40)
    expect(have([8000, 90], [4000, 80], 0.005)).toBe(80)
  })

  it('counts what units did, where it is known, and else as if all their requests were alike', () => {
    const units = basisOf([{ n: 1000, events: 100 }], { independent: 50, yes: 12 })
    expect(units).toMatchObject({ independent: 50, yes: 12, no: 45 })
    expect(basisOf([], { independent: 50 })).toMatchObject({ yes: 0, no: 0 })
  })
})

describe('the error', () => {
  const least = (champion: [number, number], challenger: [number, number], margin?: number) =>
    cautionOf({ champion: basis(...champion), challenger: basis(...challenger) }, margin)
      .leastSquaredError

  it('is that of the edge, where nothing happens', () => {
    expect(least([1000, 0], [500, 0], 0.01)).toBeCloseTo((0.01 * 0.99) / 500, 12)
    expect(least([1000, 1000], [500, 500], -0.01)).toBeCloseTo((0.01 * 0.99) / 500, 12)
  })

  it('is pooled, where one of the two has few', () => {
    expect(least([1000, 60], [1000, 0])).toBeCloseTo((2 * 0.03 * 0.97) / 1000, 12)
  })

  it('is left to the spread that is seen, where both have enough', () => {
    expect(least([1000, 60], [1000, 40])).toBe(0)
    expect(least([1000, 60], [1000, 39])).toBeGreaterThan(0)
  })

  it('is unbounded where nothing came', () => {
    expect(least([0, 0], [0, 0])).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('of a level against a limit', () => {
  const caution = (n: number, yes: number, limit: number) => cautionOfLevel(basis(n, yes), limit)

  it.each([
    ['what the limit makes rare', 1000, 30, 0.01, 30],
    ['whatever else fails', 1000, 1000, 0.01, 1000],
    ['rare absences', 1000, 970, 0.99, 30],
    ['half of what the limit would have brought', 4000, 0, 0.005, 40],
    ['half of the absences that it would have brought', 4000, 4000, 0.995, 40],
    ['nothing of nothing', 0, 0, 0.5, 0],
  ])('the gate counts %s', (_, n, yes, limit, events) => {
    expect(caution(n, yes, limit).gate.have).toBe(events)
  })

  it('the error is at least that of the limit, until both have been seen', () => {
    expect(caution(1000, 0, 0.01).leastSquaredError).toBeCloseTo((0.01 * 0.99) / 1000, 12)
    expect(caution(1000, 1000, 0.01).leastSquaredError).toBeGreaterThan(0)
    expect(caution(1000, 40, 0.01).leastSquaredError).toBe(0)
    expect(caution(0, 0, 0.01).leastSquaredError).toBe(Number.POSITIVE_INFINITY)
  })

  it('units with an event count by their part of all requests, where few make most of those', () => {
    const few = basisOf([{ n: 10_000, events: 500 }], { independent: 100, yes: 60 })
    expect(cautionOfLevel(few, 0.05).gate.have).toBe(10)
  })
})

/** Units that made ten requests each, which all end alike or have nothing to do with each other. */
type Habit = 'alike' | 'unlike'
type World = {
  readonly champion: number
  readonly challenger: number
  readonly habit: Habit
  readonly share: number
}

describe('units that come back, at a margin of .02', () => {
  const margin = 0.02
  const alphas = [0.05, 0.05 / 12]
  const looks = [100, 300, 600, 1000, 1500, 2000, 3000, 4000, 6000]
  const worlds = [0, 0.002, 0.02].flatMap((champion) =>
    (['alike', 'unlike'] as const).flatMap((habit) =>
      [0.5, 0.1].map((share): World => ({ champion, challenger: champion + margin, habit, share })),
    ),
  )

  it.each(
    worlds,
  )('exactly at it, neither safety nor harm is proven more often than alpha: %o', (world) => {
    const [atFive, atTwelfth] = alphas.map((alpha) => claims(150, world, alpha))
    for (const side of ['safe', 'harmful'] as const) {
      expect(atFive?.[side]).toBeLessThanOrEqual(0.06) // .05 and what chance adds to 150 rounds
      expect(atTwelfth?.[side]).toBeLessThanOrEqual(0.02)
    }
  })

  it.each([
    [{ champion: 0, challenger: 0 }, 'safe'],
    [{ champion: 0.002, challenger: 0.002 }, 'safe'],
    [{ champion: 0, challenger: 0.1 }, 'harmful'],
    [{ champion: 0.002, challenger: 0.1 }, 'harmful'],
  ] as const)('%o is proven %s', (rates, side) => {
    for (const habit of ['alike', 'unlike'] as const) {
      const found = claims(30, { ...rates, habit, share: 0.5 }, 0.05 / 12)
      expect(found[side]).toBeGreaterThan(0.9)
    }
  })

  it('without the floor, what has not happened yet would seem proven', () => {
    const floorless = claims(
      150,
      { champion: 0, challenger: margin, habit: 'alike', share: 0.5 },
      0.05,
      {
        margin: undefined,
        looks: [20, 40, 60, 80, 100],
        isGated: false,
      },
    )
    expect(floorless.safe).toBeGreaterThan(0.2)
  })

  type Settings = { margin: number | undefined; looks: readonly number[]; isGated: boolean }

  /** In what part of rounds a claim is ever made. */
  function claims(
    rounds: number,
    world: World,
    alpha: number,
    settings: Settings = { margin, looks, isGated: true },
  ) {
    const found = Array.from({ length: rounds }, (_, round) =>
      visits(chance(round), world, settings).map((observed) => claim(observed, alpha, settings)),
    )
    const part = (side: string) => found.filter((round) => round.includes(side)).length / rounds
    return { safe: part('safe'), harmful: part('harmful') }
  }

  function claim(observed: Observed, alpha: number, settings: Settings): string {
    const inference = judgedBySequence(effectOf(observed, settings.margin), 5000)
    if (isUnknown(inference) || (settings.isGated && !isOpen(inference.gates))) return 'open'
    if (inference.logPLess(margin, alpha) <= Math.log(alpha)) return 'safe'
    return inference.logPMore(margin, alpha) <= Math.log(alpha) ? 'harmful' : 'open'
  }
})

function visits(
  random: () => number,
  world: World,
  { looks, isGated }: { readonly looks: readonly number[]; readonly isGated: boolean },
): readonly Split[] {
  const sides = [sideOf(world.champion), sideOf(world.challenger)] as const
  let before = 0
  return looks.map((units) => {
    const [old, novel] = sides
    const come = units - before
    before = units
    arrive(random, old, Math.round(come * (1 - world.share)), world.habit)
    arrive(random, novel, Math.round(come * world.share), world.habit)
    const margins = (side: Side) =>
      bucketed(
        side.buckets.map((each) => ({ ...each })),
        counts.merge,
      )
    const strata = [
      stratum({
        epoch: 0,
        chance: world.share,
        champion: margins(old),
        challenger: margins(novel),
      }),
    ]
    const count = ({ units, withEvent }: Side) => ({
      units,
      withEvent,
      effective: units,
      // A control without floors takes requests for units.
      asLarge: isGated ? units : 10 * units,
    })
    const both = { champion: count(old), challenger: count(novel) }
    return { of: 'Split', figure: 'Rate', strata, units: both }
  })
}

type Side = {
  readonly rate: number
  readonly buckets: { n: number; events: number }[]
  units: number
  withEvent: number
}

const sideOf = (rate: number): Side => ({
  rate,
  buckets: Array.from({ length: 64 }, () => ({ n: 0, events: 0 })),
  units: 0,
  withEvent: 0,
})

function arrive(random: () => number, side: Side, units: number, habit: Habit): void {
  for (let unit = 0; unit < units; unit++) {
    const bucket = side.buckets[below(random, 64)]
    const events =
      habit === 'alike' ? (random() < side.rate ? 10 : 0) : drawBinomial(random, 10, side.rate)
    if (bucket === undefined) continue
    bucket.n += 10
    bucket.events += events
    side.units++
    if (events > 0) side.withEvent++
  }
}

it('asks for events of single requests too', () => {
  const effect = effectOf(rates([1000, 500], [1000, 1000]), undefined)
  expect(effect).toMatchObject({
    gates: [
      { name: 'Predictions', have: 1000 },
      { name: 'Events', have: 500 },
    ],
  })
})
