import { expect, it } from 'vitest'
import { above } from '../../../../src/stats/distributions/distribution.ts'
import { noncentralStudent } from '../../../../src/stats/distributions/noncentral-student.ts'
import { normal } from '../../../../src/stats/distributions/normal.ts'
import { student } from '../../../../src/stats/distributions/student.ts'

it('is Student’s t where there is no noncentrality', () => {
  for (const df of [1, 2.5, 30, 1e6]) {
    for (const t of [-3, 0, 0.1, 2, 30]) {
      const central = student(df).logAbove(t)
      expect(noncentralStudent(df, 0).logAbove(t) / central).toBeCloseTo(1, 12)
    }
  }
})

it('is a shifted normal with many degrees of freedom, and mirrors', () => {
  expect(noncentralStudent(1e12, 3).logAbove(5)).toBeCloseTo(normal.logAbove(2), 9)
  expect(noncentralStudent(12, 3).logAbove(5)).toBe(noncentralStudent(12, -3).logBelow(-5))
})

it('gives the power of a t-test: two samples of 64 at half a deviation have 80 %', () => {
  const critical = student(126).atAbove(Math.log(0.025))
  const d = noncentralStudent(126, 0.5 * Math.sqrt(32))
  // By scipy 1.17.1: nct.sf(t.isf(0.025, 126), 126, 8 ** 0.5).
  expect(above(d, critical)).toBeCloseTo(0.8014586233679298, 12)
})

it('finds a place again from either tail', () => {
  for (const [df, noncentrality] of [
    [1, 0],
    [2.2, 38],
    [300, -5],
  ] as const) {
    const d = noncentralStudent(df, noncentrality)
    for (const t of [noncentrality - 1, noncentrality, noncentrality + 2]) {
      expect(d.atBelow(d.logBelow(t))).toBeCloseTo(t, 9)
      expect(d.atAbove(d.logAbove(t))).toBeCloseTo(t, 9)
    }
  }
})

it('has a negative control: with a noncentrality it is not symmetric', () => {
  const d = noncentralStudent(12, 3)
  expect(d.logAbove(5)).not.toBeCloseTo(d.logBelow(1), 1)
})
