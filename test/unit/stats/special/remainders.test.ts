import { expect, it } from 'vitest'
import { deviance, expRemainder, logRemainder } from '../../../../src/stats/special/remainders.ts'

// All by mpmath 1.4.1 with 80 digits; on both sides of where series and formula meet.
it.each([
  [1e-9, 4.999999996666667e-19],
  [-1e-9, 5.000000003333334e-19],
  [0.3, 0.03763573553250894],
  [-0.39, 0.10429632181478013],
  [-0.41, 0.1176327420823719],
  [0.59, 0.12626598376785983],
  [0.61, 0.13376582100362835],
  [1e5, 99988.48706453507],
  [-1 + 1e-12, 26.63104323789436],
])('%f less its ln(1 + z)', (z, expected) => {
  expect(logRemainder(z) / expected).toBeCloseTo(1, 14)
})

it.each([
  [1e-9, 5.000000001666667e-19],
  [-1e-9, 4.999999998333334e-19],
  [0.49, 0.14231621995537896],
  [0.51, 0.1552911949458863],
  [-0.49, 0.10262639418441606],
  [-0.51, 0.11049557881226595],
  [20, 485165174.4097903],
  [-700, 699],
])('e^%f less 1 and itself', (u, expected) => {
  expect(expRemainder(u) / expected).toBeCloseTo(1, 14)
})

it.each([
  [1e12, 1e12 + 3e6, 4.49999100002025],
  [5, 1e-300, 3456.924829053239],
  [1e-3, 1e6, 999999.9782767341],
])('half the deviance of %f where %f were expected', (a, m, expected) => {
  expect(deviance(a, m, m - a) / expected).toBeCloseTo(1, 14)
})

it('has a negative control: the formula as it stands loses digits', () => {
  expect(Math.abs((1e-9 - Math.log1p(1e-9)) / logRemainder(1e-9) - 1)).toBeGreaterThan(1e-9)
})
