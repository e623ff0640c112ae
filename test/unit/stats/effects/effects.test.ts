import { describe, expect, it } from 'vitest'
import { effectOfRates } from '../../../../src/stats/effects/effect-of-rates.ts'
import { effectOf, figureOf, levelOf } from '../../../../src/stats/effects/estimate-of.ts'
import type { Observed, Split } from '../../../../src/stats/effects/observed.ts'
import { rateChoiceOf } from '../../../../src/stats/effects/rate-method.ts'
import { pairedStratum, stratum } from '../../../../src/stats/strata/stratum.ts'
import { moments } from '../../../../src/stats/sums/moments.ts'
import { isUnknown } from '../../../../src/stats/unknown.ts'
import { bucketed, counted, epoch, ratePairs, rates, split, sticky, values } from './given.ts'

const estimateOf = (observed: Observed) => {
  const found = effectOf(observed, undefined)
  return isUnknown(found) ? found : found.estimate
}

describe('an effect', () => {
  it('of units that come once each has about the error of single requests', () => {
    const single = estimateOf(rates([4000, 400], [4000, 500]))
    const units = [
      { units: 4000, withEvent: 400 },
      { units: 4000, withEvent: 500 },
    ] as const
    const buckets = estimateOf(sticky(...units, { each: 1 }))
    if (isUnknown(single) || isUnknown(buckets)) throw new Error('both are known')
    expect(buckets.value).toBeCloseTo(single.value, 12)
    expect(buckets.squaredError / single.squaredError).toBeGreaterThan(0.6)
    expect(buckets.squaredError / single.squaredError).toBeLessThan(1.6)
    expect(buckets.df).toBe(63)
  })

  it('of ten requests each that end alike has ten times the squared error', () => {
    const units = [
      { units: 4000, withEvent: 400 },
      { units: 4000, withEvent: 500 },
    ] as const
    const alike = estimateOf(sticky(...units))
    const naive = estimateOf(rates([40_000, 4000], [40_000, 5000]))
    if (isUnknown(alike) || isUnknown(naive)) throw new Error('both are known')
    expect(alike.squaredError / naive.squaredError).toBeGreaterThan(6)
    expect(alike.squaredError / naive.squaredError).toBeLessThan(16)
  })

  it.each([
    'champion',
    'challenger',
  ] as const)('is unknown where the digits of the %s are lost', (side) => {
    const [good, bad] = [values([1, 2, 3]), values([1, 1e90, 2])]
    const [champion, challenger] = side === 'champion' ? [bad, good] : [good, bad]
    expect(effectOf(split('Mean', [epoch(0, champion, challenger)]), undefined)).toMatchObject({
      unknown: 'NumericallyUnstable',
    })
    const buckets = (x: typeof good) => bucketed([x, good], moments(0).merge)
    const strata = [
      stratum({
        epoch: 0,
        chance: 0.5,
        champion: buckets(champion),
        challenger: buckets(challenger),
      }),
    ]
    const count = { units: 500, withEvent: 0, effective: 500, asLarge: 500 }
    const units = { champion: count, challenger: count }
    const observed: Split = { of: 'Split', figure: 'Mean', range: undefined, strata, units }
    expect(effectOf(observed, undefined)).toMatchObject({ unknown: 'NumericallyUnstable' })
    if (side === 'challenger')
      expect(levelOf(observed, 0)).toMatchObject({ unknown: 'NumericallyUnstable' })
  })

  it('of what has no effect is none', () => {
    expect(effectOf({ of: 'Reported', value: 1 }, undefined)).toMatchObject({
      unknown: 'NoMethod',
    })
  })
})

describe('an effect of pairs, of which one bucket of units alone makes the difference, hour by hour', () => {
  const even = ratePairs([1280, 0], [1280, 64])
  const byBucket = Array.from({ length: 20 }, (_, bucket) => ({
    champion: counted([64, 0]),
    challenger: counted([64, bucket === 0 ? 64 : 0]),
  }))
  const uneven: Observed = {
    ...even,
    strata: even.strata.map(({ epoch, pairs }) =>
      pairedStratum({ epoch, pairs: { ...pairs, byBucket } }),
    ),
  }
  const [single, several] = [estimateOf(even), estimateOf(uneven)]
  if (isUnknown(single) || isUnknown(several)) throw new Error('both are known')

  it('has the error of buckets, which is the larger one', () => {
    expect(single.squaredError).toBeLessThan(1e-6)
    expect(several.squaredError).toBeGreaterThan(0.002)
  })

  it('knows that error as badly as there are few of them', () => {
    expect(single.df).toBeGreaterThan(19)
    expect(several.df).toBe(19)
  })
})

describe('a figure', () => {
  it.each<[string, Observed, number]>([
    ['a split', rates([1000, 300], [1000, 400]), 0.3],
    ['pairs', ratePairs([1600, 160], [1600, 200]), 0.1],
  ])('of %s is known without an error', (_, observed, value) => {
    expect(figureOf(observed, 'champion')).toBeCloseTo(value, 12)
  })

  it.each<[string, Observed, string]>([
    ['nothing', rates([0, 0], [0, 0]), 'TooFew'],
    [
      'lost digits',
      split('Mean', [epoch(0, values([1, 1e90]), values([1, 2]))]),
      'NumericallyUnstable',
    ],
    ['a reading', { of: 'Reported', value: 1 }, 'NoMethod'],
  ])('of %s is unknown', (_, observed, unknown) => {
    expect(figureOf(observed, 'champion')).toMatchObject({ unknown })
  })
})

it('where units are of very different size waits for as many as would be of equal size', () => {
  const of = (effective: number) => {
    const half = bucketed(
      Array.from({ length: 64 }, (_, i) => [20 + (i % 3), 5, 5, 30]),
      (a, b) => a.map((count, k) => count + (b[k] ?? 0)),
    )
    const strata = [stratum({ epoch: 0, chance: 0.5, champion: half, challenger: half })]
    const count = { units: 1210, withEvent: 0, effective, asLarge: effective }
    const observed = { ...split('F1', strata), units: { champion: count, challenger: count } }
    const found = effectOf(observed as Split, undefined)
    return isUnknown(found) ? [] : found.gates
  }
  expect(of(39)).toContainEqual({ name: 'Units', have: 39, need: 250 })
  expect(of(1210)).toContainEqual({ name: 'Units', have: 1210, need: 250 })
})

describe('how a rate is judged', () => {
  const planned = { plannedN: 10_000, margin: undefined }
  const of = (n: number, events: number) =>
    rateChoiceOf([epoch(0, counted([n, events]), counted([10_000, 5000]))], planned)?.method

  it.each([
    [49, 0, undefined],
    [50, 5, 'Events'],
    [50, 6, 'Sequence'],
    [50, 44, 'Sequence'],
    [50, 45, 'Complement'],
  ])('with %d outcomes of the champion, %d of them events: %s', (n, events, method) => {
    expect(of(n, events)).toBe(method)
  })

  const scaleOf = (
    planned: Parameters<typeof rateChoiceOf>[1],
    counts: readonly [number, number],
  ) => rateChoiceOf([epoch(0, counted(counts), counted(counts))], planned)?.scale

  it('looks first for the margin: of .02, half of it is a quarter more', () => {
    const margin = 0.005
    expect(scaleOf({ plannedN: 1, margin }, [1e6, 20_000])).toBeCloseTo(Math.log(1.25), 4)
    expect(scaleOf({ plannedN: 1, margin: -margin }, [1e6, 980_000])).toBeCloseTo(Math.log(1.25), 4)
  })

  it('without a margin, for what the planned number of requests would show', () => {
    const needed = (3.2415 ** 2 * 2 * (0.02 * 0.98 + 0.021 * 0.979)) / 0.001 ** 2
    const planned = { plannedN: needed, margin: undefined }
    expect(scaleOf(planned, [1e6, 20_000])).toBeCloseTo(Math.log(1.05), 2)
  })

  it('looks for something though nothing happened yet', () => {
    expect(scaleOf({ plannedN: 1e4, margin: 0.005 }, [50, 0])).toBeGreaterThan(0.3)
  })
})

describe('the split of a difference', () => {
  const strata = (champion: [number, number], challenger: [number, number]) => [
    epoch(0, counted(champion), counted(challenger)),
  ]

  it('speaks of differences up to a half, and of those beyond by what it knows at the half', () => {
    const apart = effectOfRates(strata([1000, 0], [1000, 1000]), { method: 'Events', scale: 0.3 })
    expect(apart.logPMore(0.4, 0.05)).toBeLessThan(-10)
    expect(apart.logPMore(0.6, 0.05)).toBe(0)
    expect(apart.logPMore(-0.6, 0.05)).toBe(apart.logPMore(-0.5, 0.05))
    const alike = effectOfRates(strata([1000, 10], [1000, 10]), { method: 'Events', scale: 0.3 })
    expect(alike.logPLess(2, 0.05)).toBe(alike.logPLess(0.5, 0.05))
    expect(alike.logPLess(-2, 0.05)).toBe(0)
  })

  it.each([
    'Events',
    'Complement',
  ] as const)('means the same, whichever of the two is counted: %s', (method) => {
    const more = effectOfRates(strata([1000, 480], [1000, 600]), { method, scale: 0.3 })
    expect(more.estimate).toBeCloseTo(0.12, 12)
    expect(more.logPMore(0, 0.05)).toBeLessThan(Math.log(0.05))
    expect(more.logPLess(0, 0.05)).toBe(0)
  })
})
