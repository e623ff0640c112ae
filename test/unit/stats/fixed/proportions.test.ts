import { describe, expect, it } from 'vitest'
import { clopperPearson } from '../../../../src/stats/fixed/clopper-pearson.ts'
import type { Count } from '../../../../src/stats/fixed/count.ts'
import { newcombe } from '../../../../src/stats/fixed/newcombe.ts'
import { noninferiorProportion } from '../../../../src/stats/fixed/noninferiority.ts'
import { scoreParity } from '../../../../src/stats/fixed/score-parity.ts'
import { pooledZ } from '../../../../src/stats/fixed/two-proportion-z.ts'
import { agrestiCaffo, wald } from '../../../../src/stats/fixed/wald.ts'
import { wilson } from '../../../../src/stats/fixed/wilson.ts'
import { chance } from '../../../chance.ts'
import { counts, figure, unsoundIn } from '../figures.ts'

const few = [
  { events: 1, n: 34 },
  { events: 7, n: 34 },
] as const

const all = { wald, agrestiCaffo, newcombe, scoreParity }
const intervals = Object.entries(all)

it.each([
  ['wald', 0.029169416110856966, 0.3237717603597312],
  ['agrestiCaffo', 0.011611670142613911, 0.3217216631907194],
  ['newcombe', 0.018921443885772937, 0.3403686870327074],
  ['scoreParity', 0.027324612785507425, 0.3434287181725273],
] as const)('agrees with statsmodels 0.15 on 7 of 34 against 1 of 34: %s', (name, lower, upper) => {
  const interval = all[name](...few, 0.05)
  expect(figure(interval, 'lower')).toBeCloseTo(lower, 11)
  expect(figure(interval, 'upper')).toBeCloseTo(upper, 11)
})

it('bounds a difference also where nothing ever happened', () => {
  const none = [
    { events: 0, n: 100 },
    { events: 0, n: 50 },
  ] as const
  const reach = (n: number) => 1.959963984540054 ** 2 / (n + 1.959963984540054 ** 2)
  expect(newcombe(...none, 0.05)).toEqual({
    lower: expect.closeTo(-reach(100), 13),
    upper: expect.closeTo(reach(50), 13),
  })
  expect(wald(...none, 0.05)).toMatchObject({ unknown: 'NoSpread' })
})

it.each([
  ['wilson', wilson, 0.020614970348973943, 0.16217091688838173],
  ['clopperPearson', clopperPearson, 0.01254858783533406, 0.16548194660377288],
])('agrees with statsmodels 0.15 on 3 of 50: %s', (_, interval, lower, upper) => {
  expect(interval({ events: 3, n: 50 }, 0.05)).toEqual({
    lower: expect.closeTo(lower, 14),
    upper: expect.closeTo(upper, 14),
  })
})

describe.each([
  ['wilson', wilson],
  ['clopperPearson', clopperPearson],
])('%s', (_, interval) => {
  it('is 0 or 1 at the end where all outcomes are', () => {
    expect(figure(interval({ events: 0, n: 20 }, 0.05), 'lower')).toBe(0)
    expect(figure(interval({ events: 20, n: 20 }, 0.05), 'upper')).toBe(1)
  })

  it('encloses what was observed, within [0, 1]', () => {
    for (const count of counts.filter(({ n }) => n > 0)) {
      const { lower, upper } = Object(interval(count, 0.05))
      expect(lower).toBeLessThanOrEqual(count.events / count.n)
      expect(upper).toBeGreaterThanOrEqual(count.events / count.n)
      expect(lower >= 0 && upper <= 1).toBe(true)
    }
  })

  it('is its own mirror', () => {
    const { lower, upper } = Object(interval({ events: 3, n: 50 }, 0.05))
    const turned = interval({ events: 47, n: 50 }, 0.05)
    expect(figure(turned, 'lower')).toBeCloseTo(1 - upper, 14)
    expect(figure(turned, 'upper')).toBeCloseTo(1 - lower, 14)
  })
})

it('has an end also at the smallest alpha, and few outcomes are few', () => {
  const least = Number.MIN_VALUE
  for (const n of [2, 1e9]) {
    expect(figure(wilson({ events: 1, n }, least), 'upper')).toBeGreaterThan(1 / n)
    expect(figure(newcombe({ events: 1, n }, { events: 0, n }, least), 'lower')).toBeLessThan(
      -0.1 / n,
    )
  }
  expect(wilson({ events: least, n: least }, 0.05)).toMatchObject({ unknown: 'TooFew' })
  expect(pooledZ({ events: 1e9, n: 1e308 }, { events: 0, n: 1e308 })).toMatchObject({
    unknown: 'Overflow',
  })
})

it('has the digits of one event in 1e12', () => {
  const { lower, upper } = Object(wilson({ events: 1, n: 1e12 }, 0.05)) // by mpmath
  expect(lower / 1.7652455493517473e-13).toBeCloseTo(1, 14)
  expect(upper / 5.6649342657365116e-12).toBeCloseTo(1, 14)
})

describe.each(intervals)('%s', (_, interval) => {
  it('is wider where it is to err less', () => {
    const width = (alpha: number) =>
      figure(interval(...few, alpha), 'upper') - figure(interval(...few, alpha), 'lower')
    expect(width(0.01)).toBeGreaterThan(width(0.05))
    expect(width(0.05)).toBeGreaterThan(width(0.5))
  })

  it('is two numbers in order, or says why not, whatever the counts', () => {
    for (const a of counts) {
      for (const b of counts) {
        const answer = interval(a, b, 0.05)
        expect(unsoundIn(answer)).toEqual([])
        if ('lower' in answer) expect(answer.lower).toBeLessThanOrEqual(answer.upper)
      }
    }
  })

  it.each([0, 1, -1, Number.NaN])('refuses an alpha of %d', (alpha) => {
    expect(interval(...few, alpha)).toMatchObject({ unknown: 'OutOfRange' })
  })
})

it.each(
  intervals.filter(([name]) => name !== 'scoreParity'),
)('%s turns around when the variants change places', (_, interval) => {
  const [there, back] = [interval(...few, 0.05), interval(few[1], few[0], 0.05)]
  expect(figure(back, 'lower')).toBeCloseTo(-figure(there, 'upper'), 13)
})

/** How often an interval of nominal 95 % misses a difference of 0 at this rate and size. */
function misses(interval: typeof wald, rate: number, n: number): number {
  const random = chance(9)
  const drawn = (): Count => {
    let events = 0
    for (let i = 0; i < n; i++) if (random() < rate) events++
    return { events, n }
  }
  const looks = Array.from({ length: 2000 }, () => interval(drawn(), drawn(), 0.05))
  return (
    looks.filter((answer) => !('lower' in answer && answer.lower <= 0 && answer.upper >= 0))
      .length / 2000
  )
}

it.each([
  ['newcombe', newcombe],
  ['agrestiCaffo', agrestiCaffo],
])('covers a rare event in small samples: %s', (_, interval) => {
  expect(misses(interval, 0.05, 30)).toBeLessThan(0.06)
})

it('has a negative control: without any event Wald knows nothing', () => {
  expect(misses(wald, 0.05, 30)).toBeGreaterThan(0.06)
})

it('tests equal proportions on either side', () => {
  const [a, b] = [few[0], few[1]]
  expect(pooledZ(a, b)).toMatchObject({
    z: expect.closeTo(2.258317958127243, 12),
    p: expect.closeTo(0.023925843480626655, 14),
  })
  expect(figure(pooledZ(a, b, 'Larger'), 'p')).toBeCloseTo(0.023925843480626655 / 2, 14)
  expect(figure(pooledZ(a, b, 'Smaller'), 'p')).toBeCloseTo(1 - 0.023925843480626655 / 2, 14)
})

it('does not call a challenger non-inferior that is worse by the margin', () => {
  const [a, b] = [
    { events: 500, n: 1000 },
    { events: 450, n: 1000 },
  ]
  const p = (margin: number, higherIsBetter: boolean) =>
    figure(noninferiorProportion(a, b, { margin, higherIsBetter }), 'p')
  expect(p(0.05, true)).toBeCloseTo(0.5, 12)
  expect(p(0.15, true)).toBeLessThan(1e-5)
  expect(p(0.01, false)).toBeLessThan(0.01)
})

it('is a number or says why not, whatever the counts', () => {
  for (const a of counts) {
    for (const b of counts) {
      const tested = noninferiorProportion(a, b, { margin: 0.01, higherIsBetter: true })
      expect(unsoundIn([pooledZ(a, b), tested, wilson(a, 0.05)])).toEqual([])
    }
  }
})
