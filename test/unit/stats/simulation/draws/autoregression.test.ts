import { expect, it } from 'vitest'
import { stream } from '../../../../../src/stats/simulation/chance.ts'
import { autoregression } from '../../../../../src/stats/simulation/draws/autoregression.ts'
import { correlationOf, distance, drawn, normalBelow } from '../fit.ts'

it.each([
  0, 0.8, -0.5,
])('with %f: each number remembers the one before, and fades', (correlation) => {
  const series = drawn(100_000, autoregression(stream(41, correlation), correlation))
  for (const lag of [1, 2, 5]) {
    const measured = correlationOf(series.subarray(0, -lag), series.subarray(lag))
    expect(measured).toBeCloseTo(correlation ** lag, 1.7)
  }
})

it('is stationary from the first number on', () => {
  const chance = stream(42)
  for (const skip of [0, 1, 10]) {
    const at = drawn(20_000, () => {
      const next = autoregression(chance, 0.9)
      for (let n = 0; n < skip; n++) next()
      return next()
    })
    expect(distance(at, normalBelow)).toBeLessThan(2)
  }
})

it('stays where it is at a correlation of 1', () => {
  const next = autoregression(stream(43), 1)
  expect(next()).toBe(next())
})
