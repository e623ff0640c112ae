import { expect, it } from 'vitest'
import { outward } from '../../../../src/stats/distributions/outward.ts'

/** An exponential tail that counts how often it is asked. */
function counted() {
  const asked: number[] = []
  const log = (place: number) => {
    asked.push(place)
    return -place
  }
  const logDensity = (place: number) => Math.log(place) - place
  return { asked, tail: { log, logDensity, moved: (x: number, step: number) => x * (1 + step) } }
}

it.each([1e-300, 1e-5, 1, 700, 1e9])('finds %f from a start of 1 in two steps', (place) => {
  const { asked, tail } = counted()
  expect(outward(tail, -place, 1) / place).toBeCloseTo(1, 14)
  expect(asked.length).toBeLessThanOrEqual(3)
})

it('finds it also if every step is wrong, by halving', () => {
  const { asked, tail } = counted()
  const lost = { ...tail, moved: () => Number.NaN }
  expect(outward(lost, -7, 1) / 7).toBeCloseTo(1, 12)
  expect(asked.length).toBeLessThanOrEqual(200)
})

it('says 0 or Infinity of what lies outside the numbers', () => {
  const { tail } = counted()
  expect(outward(tail, -1.7e308, 1)).toBe(Number.POSITIVE_INFINITY)
  expect(outward(tail, -1e-320, 1)).toBe(0)
})
