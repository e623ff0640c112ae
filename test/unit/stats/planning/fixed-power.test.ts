import { expect, it } from 'vitest'
import { pooledZ } from '../../../../src/stats/fixed/two-proportion-z.ts'
import { normalPower } from '../../../../src/stats/planning/normal-power.ts'
import { powerOfProportions } from '../../../../src/stats/planning/power-of-proportions.ts'
import { sampleSize, sampleSizeOfProportions } from '../../../../src/stats/planning/sample-size.ts'
import { sampleSizeOfMeans } from '../../../../src/stats/planning/sample-size-of-means.ts'
import { chance } from '../../../chance.ts'
import { figure, unsoundIn } from '../figures.ts'

const plan = {
  champion: 0.3,
  difference: 0.06,
  n: 800,
  championPerChallenger: 2,
  alpha: 0.05,
  alternative: 'TwoSided',
} as const
const goal = { alpha: 0.05, power: 0.9, ratio: 1, alternative: 'TwoSided' } as const

it('rejects without an effect as often as alpha says', () => {
  expect(normalPower(0, plan)).toBeCloseTo(0.05, 14)
  expect(powerOfProportions({ ...plan, difference: 0 })).toBeCloseTo(0.05, 14)
  expect(powerOfProportions({ ...plan, difference: 0, alternative: 'Larger' })).toBeCloseTo(
    0.05,
    14,
  )
})

it('promises the power that the test then has', () => {
  const random = chance(31)
  const drawn = (n: number, rate: number) => ({
    n,
    events: Array.from({ length: n }, random).filter((x) => x < rate).length,
  })
  const tests = Array.from({ length: 1000 }, () => pooledZ(drawn(1600, 0.3), drawn(800, 0.36)))
  const power = tests.filter((test) => figure(test, 'p') < 0.05).length / 1000
  expect(Math.abs(power - Number(powerOfProportions(plan)))).toBeLessThan(0.04)
})

it.each([
  [{ champion: 0 }, 'OutOfRange'],
  [{ difference: 0.8 }, 'OutOfRange'],
  [{ championPerChallenger: 0 }, 'OutOfRange'],
  [{ n: 0 }, 'TooFew'],
])('plans no comparison with %o', (wrong, unknown) => {
  expect(powerOfProportions({ ...plan, ...wrong })).toMatchObject({ unknown })
})

it('needs as many outcomes as give the wanted power, and a few more for an unknown variance', () => {
  const n = Number(sampleSize(0.1, goal))
  expect(normalPower(0.1 * Math.sqrt(n / 2), goal)).toBeCloseTo(0.9, 12)
  const sizes = sampleSizeOfMeans(0.1, goal)
  expect(figure(sizes, 'normal')).toBe(n)
  expect(figure(sizes, 'student') - n).toBeGreaterThan(0.5)
  expect(figure(sizes, 'student') - n).toBeLessThan(2)
})

it('needs four times as many for half the effect', () => {
  expect(Number(sampleSize(0.01, goal)) / Number(sampleSize(0.02, goal))).toBeCloseTo(4, 9)
})

it('needs fewest in all where the split is even', () => {
  const total = (ratio: number) => Number(sampleSize(0.1, { ...goal, ratio })) * (1 + ratio)
  expect(total(1)).toBeLessThan(total(0.5))
  expect(total(1)).toBeLessThan(total(2))
  expect(total(0.5)).toBeCloseTo(total(2), 8)
})

it.each([
  ['no effect', 0, goal, 'NeverReached'],
  ['an effect to the other side', -0.1, { ...goal, alternative: 'Larger' }, 'NeverReached'],
  ['an effect to the other side', 0.1, { ...goal, alternative: 'Smaller' }, 'NeverReached'],
  ['a power of 1', 0.1, { ...goal, power: 1 }, 'OutOfRange'],
  ['less power than alpha', 0.1, { ...goal, power: 0.01 }, 'OutOfRange'],
  ['a share of nothing', 0.1, { ...goal, ratio: 0 }, 'OutOfRange'],
] as const)('has no sample size for %s', (_, effect, wrong, unknown) => {
  expect(sampleSizeOfMeans(effect, wrong)).toMatchObject({ unknown })
})

it('finds an effect downwards as easily as upwards', () => {
  const up = sampleSizeOfProportions(0.3, 0.35, { ...goal, alternative: 'Larger' })
  const down = sampleSizeOfProportions(0.35, 0.3, { ...goal, alternative: 'Smaller' })
  expect(figure(down, 'n')).toBeCloseTo(figure(up, 'n'), 9)
  expect(figure(down, 'h')).toBe(-figure(up, 'h'))
  expect(sampleSizeOfProportions(0.3, 1.1, goal)).toMatchObject({ unknown: 'OutOfRange' })
})

it('is a number or says why not, whatever is planned', () => {
  for (const alternative of ['TwoSided', 'Larger', 'Smaller'] as const) {
    for (const ratio of [1e-6, 1, 1e6]) {
      for (const effect of [0, 1e-7, 0.1, 10, 1e3, -1]) {
        const sizes = sampleSizeOfMeans(effect, { ...goal, ratio, alternative })
        expect(unsoundIn(sizes)).toEqual([])
        for (const n of [1, 1e12]) {
          const some = { champion: 0.3, difference: effect, n, championPerChallenger: ratio }
          expect(unsoundIn(powerOfProportions({ ...plan, ...some, alternative }))).toEqual([])
        }
      }
    }
  }
})
