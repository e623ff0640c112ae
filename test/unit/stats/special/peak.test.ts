import { expect, it } from 'vitest'
import { logPeakIntegral } from '../../../../src/stats/special/peak.ts'

const logTwoPi = Math.log(2 * Math.PI)

it.each([
  [0, 1],
  [-40, 1],
  [3, 1e-6],
  [1e-3, 1e-9],
  [-700, 30],
])('integrates a bell about %f of deviation %f, which it does not know', (at, deviation) => {
  const height = (w: number) => -(((w - at) / deviation) ** 2) / 2
  expect(logPeakIntegral(height, 1, [])).toBeCloseTo(logTwoPi / 2 + Math.log(deviation), 10)
})

/** Two exponentials with a bell's edge between: its width is 1e-4 of theirs. */
const edge = (w: number) => -Math.abs(w) + (w < 0.5 ? 0 : -(((w - 0.5) / 1e-4) ** 2))
const underEdge = 2 - Math.exp(-0.5) + Math.exp(-0.5) * 1e-4 * (Math.sqrt(Math.PI) / 2 - 0.5e-4)
const error = (bends: Parameters<typeof logPeakIntegral>[2]) =>
  Math.abs(logPeakIntegral(edge, 1, bends) - Math.log(underEdge))

it('sees an edge that it is told of, and has a negative control: not one that it is not', () => {
  const summit = { at: 0, width: 1 }
  expect(error([summit, { at: 0.5, width: 1e-4 }])).toBeLessThan(1e-10)
  expect(error([summit])).toBeGreaterThan(1e-6)
})
