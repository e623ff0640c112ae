import { expect, it } from 'vitest'
import { above, pointAbove } from '../../../../src/stats/distributions/distribution.ts'
import { f } from '../../../../src/stats/distributions/f.ts'
import { normal } from '../../../../src/stats/distributions/normal.ts'
import { student } from '../../../../src/stats/distributions/student.ts'
import { chance } from '../../../chance.ts'
import { between } from './makers.ts'

it('is Cauchy with one degree of freedom, also where t is 1e300', () => {
  for (const t of [1e-3, 0.5, 1, 40, 1e7]) {
    expect(above(student(1), t) / (Math.atan2(1, t) / Math.PI)).toBeCloseTo(1, 13)
  }
  expect(student(1).logAbove(1e300)).toBeCloseTo(-Math.log(Math.PI) - 300 * Math.LN10, 10)
})

it('is normal with infinitely many, and knows a usual critical value', () => {
  expect(student(Number.POSITIVE_INFINITY).logAbove(8)).toBeCloseTo(normal.logAbove(8), 13)
  expect(pointAbove(student(10), 0.025)).toBeCloseTo(2.228138851986275, 13)
})

it('is symmetric, and its square is an F', () => {
  const random = chance(3)
  for (let run = 0; run < 200; run++) {
    const [df, t] = [between(random, 0.1, 1e9), between(random, 1e-3, 1e3)]
    const d = student(df)
    expect(d.logBelow(-t)).toBe(d.logAbove(t))
    expect(d.atBelow(-t)).toBe(-d.atAbove(-t))
    const twice = f(1, df).logAbove(t ** 2)
    expect(Math.abs(d.logAbove(t) + Math.LN2 - twice)).toBeLessThan(1e-12 * (1 - twice))
  }
})

it('does not jump where the method changes, at 20 degrees of freedom', () => {
  for (const t of [1e-3, 1, 5, 1e5]) {
    const [few, many] = [student(20 - 1e-12), student(20)].map((d) => d.logAbove(t))
    expect(few).toBeCloseTo(Number(many), 10)
  }
})
