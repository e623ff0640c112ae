import { describe, expect, it } from 'vitest'
import { effectOf } from '../../../../src/stats/effects/estimate-of.ts'
import { judgedBySequence } from '../../../../src/stats/effects/estimated.ts'
import type { Range, Split } from '../../../../src/stats/effects/observed.ts'
import {
  unseenOfDifference,
  unseenOfLevel,
  unseenOfPairs,
} from '../../../../src/stats/effects/unseen.ts'
import { explainedVariance } from '../../../../src/stats/estimates/explained-variance.ts'
import { identity, type Means } from '../../../../src/stats/estimates/reading.ts'
import { rootMean } from '../../../../src/stats/estimates/root-mean.ts'
import { isOpen } from '../../../../src/stats/sequential/gate.ts'
import { nothingUnseen } from '../../../../src/stats/sequential/widened.ts'
import { drawNormal } from '../../../../src/stats/simulation/draws/normal.ts'
import { moments, withValue } from '../../../../src/stats/sums/moments.ts'
import { isUnknown } from '../../../../src/stats/unknown.ts'
import { chance } from '../../../chance.ts'
import { epoch } from './given.ts'

const of = (n: number, ...means: number[]): Means => ({ n, means })
const range = { low: 0, high: 10 }

describe('what nobody has seen', () => {
  it.each([
    ['a mean', identity, [4], { down: 4, up: 6 }],
    ['a root of squared errors', rootMean, [4], { down: 4 / 4, up: 6 / 4 }],
    // The larger the error, the less is explained: of a variance of 8.
    ['an explained variance', explainedVariance, [4, 1, 9], { down: 6 / 8, up: 4 / 8 }],
  ])('moves %s as far as its slope and its range let it', (_, functional, means, reach) => {
    const found = unseenOfLevel([of(200, ...means)], { functional, range })
    expect(found.down * 200).toBeCloseTo(reach.down, 12)
    expect(found.up * 200).toBeCloseTo(reach.up, 12)
  })

  it('moves nothing where no range is known, or none speaks', () => {
    expect(unseenOfLevel([of(200, 4)], { functional: identity, range: undefined })).toEqual(
      nothingUnseen,
    )
    expect(unseenOfLevel([of(0, 0)], { functional: identity, range })).toEqual(nothingUnseen)
  })

  it('never moves a mean back into a range that it should not have left', () => {
    const found = unseenOfLevel([of(100, 12)], { functional: identity, range })
    expect(found).toEqual({ down: 0.12, up: 0 })
  })

  it('counts units for as much as they are', () => {
    const whole = unseenOfLevel([of(200, 4)], { functional: identity, range })
    const tenth = unseenOfLevel([of(200, 4)], { functional: identity, range, part: 0.1 })
    expect(tenth.up).toBeCloseTo(10 * whole.up, 12)
  })

  it('moves a difference by the disasters of one or the windfalls of the other, whichever is more', () => {
    const ranged = { functional: identity, range }
    const both = { champion: ranged, challenger: ranged }
    const move = (champion: Means, challenger: Means) =>
      unseenOfDifference({ champion: [champion], challenger: [challenger] }, both)
    expect(move(of(1000, 4), of(100, 4)).up).toBeCloseTo(6 / 100, 12) // of the challenger
    expect(move(of(100, 4), of(1000, 4)).up).toBeCloseTo(4 / 100, 12) // of the champion
    expect(move(of(1000, 4), of(100, 4)).down).toBeCloseTo(4 / 100, 12)
    expect(move(of(100, 4), of(1000, 4)).down).toBeCloseTo(6 / 100, 12)
  })

  it('moves a difference of pairs by both at once', () => {
    const parts = { champion: [of(100, 3)], challenger: [of(100, 4)] }
    const found = unseenOfPairs(parts, { functional: identity, range })
    expect(found.up).toBeCloseTo((6 + 3) / 100, 12)
    expect(found.down).toBeCloseTo((4 + 7) / 100, 12)
  })

  it('weighs epochs as their outcomes do, so that few outcomes of a heavy epoch count', () => {
    const ranged = { functional: identity, range }
    const both = { champion: ranged, challenger: ranged }
    const champion = [of(950, 4), of(500, 4), of(70, 4)]
    const challenger = [of(50, 4), of(500, 4), of(0, 0)]
    const { up } = unseenOfDifference({ champion, challenger }, both)
    expect(up).toBeCloseTo(6 * (0.5 ** 2 / 50 + 0.5 ** 2 / 500), 12)
  })
})

/** With half the traffic each, and values that lie a deviation below their mean, or above it. */
describe.each([
  { deviations: 10, planned: 1000, few: 500, many: 600 },
  { deviations: 100, planned: 5000, few: 60_000, many: 100_000 },
])('within $deviations deviations of the mean', ({ deviations, planned, few, many }) => {
  const low = (n: number, tunedFor: number, range: Range | undefined) => {
    const half = withValue(withValue(moments(0).none, 1, n / 4), -1, n / 4)
    const strata = [epoch(0, half, half)]
    const split: Split = { of: 'Split', figure: 'Mean', range, strata, units: undefined }
    const inference = judgedBySequence(effectOf(split, undefined), tunedFor)
    return isUnknown(inference) ? Number.NaN : inference.low(0.05)
  }
  const widening = (n: number, tunedFor: number) =>
    low(n, tunedFor, { low: -deviations, high: deviations }) / low(n, tunedFor, undefined) - 1

  it(`costs nothing from ${many} outcomes on, of ${planned} planned or more`, () => {
    for (const n of [many, 2 * many, 100 * many])
      for (const tunedFor of [planned, 10 * planned, 1000 * planned])
        expect(widening(n, tunedFor)).toBeCloseTo(0, 9)
  })

  it(`costs something of ${few}, and of fewer planned`, () => {
    expect(widening(few, planned)).toBeGreaterThan(0.001)
    expect(widening(many, planned / 10)).toBeGreaterThan(0.001)
  })
})

/** Of equal means. The challenger's loss is a little smaller nearly always, and 50 in one of two thousand. */
describe('a challenger that is rarely, but very, wrong', () => {
  const alpha = 0.05
  const looks = [500, 1000, 1500, 2000, 3000, 4000, 5000, 6000]
  const rounds = 200
  const part = (range: Range | undefined) =>
    Array.from({ length: rounds }, (_, round) => seemsBetter(chance(round), range)).filter(Boolean)
      .length / rounds

  it('seems better in at most alpha of rounds, where it is known how wrong it may be', () => {
    expect(part({ low: -2, high: 51 })).toBeLessThanOrEqual(alpha)
  })

  it('seems better far more often, where it is not', () => {
    expect(part(undefined)).toBeGreaterThan(2 * alpha)
  })

  function seemsBetter(random: () => number, range: Range | undefined): boolean {
    let [a, b] = [moments(1).none, moments(1).none]
    return looks.some((n) => {
      while (a.n < n) {
        a = withValue(a, 1 + 0.5 * drawNormal(random))
        const ordinary = 0.975 + 0.5 * drawNormal(random)
        b = withValue(b, random() < 1 / 2000 ? ordinary + 50 : ordinary)
      }
      const strata = [epoch(0, a, b)]
      return isLess({ of: 'Split', figure: 'Mean', range, strata, units: undefined })
    })
  }

  function isLess(split: Split): boolean {
    const inference = judgedBySequence(effectOf(split, undefined), 5000)
    if (isUnknown(inference) || !isOpen(inference.gates)) return false
    return inference.logPLess(0, alpha) <= Math.log(alpha)
  }
})
