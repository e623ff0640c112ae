import { expect, it } from 'vitest'
import { byFixedHorizon } from '../../../../src/stats/decision/by-fixed-horizon.ts'
import { nothingUnseen } from '../../../../src/stats/sequential/widened.ts'

it.each([
  [7, 2.364624],
  [63, 1.998341],
  [Number.POSITIVE_INFINITY, 1.959964],
])('reaches as far as the clusters behind an error allow: of %d degrees of freedom %d errors', (df, errors) => {
  const { low, high, logPMore, logPLess } = byFixedHorizon(
    {
      estimate: { value: 0.3, squaredError: 0.01, n: 3000, df },
      gates: [],
      method: 'ClusteredSequence',
      unseen: nothingUnseen,
    },
    { elapsedMs: 1, maximumMs: 1 },
  )
  expect(low(0.025)).toBeCloseTo(0.3 - errors * 0.1, 6)
  expect(high(0.025)).toBeCloseTo(0.3 + errors * 0.1, 6)
  expect(logPMore(0.3 - errors * 0.1, 0.025)).toBeCloseTo(Math.log(0.025), 5)
  expect(logPLess(0.3 + errors * 0.1, 0.025)).toBeCloseTo(Math.log(0.025), 5)
})
