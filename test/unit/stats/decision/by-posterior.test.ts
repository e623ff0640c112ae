import { expect, it } from 'vitest'
import { byPosterior } from '../../../../src/stats/decision/by-posterior.ts'
import { nothingUnseen } from '../../../../src/stats/sequential/widened.ts'
import { isUnknown } from '../../../../src/stats/unknown.ts'

/** A champion at this level, and half a unit more seen, with an error of 30 % of it. */
const seen = (champion: number) => {
  const posterior = byPosterior(
    {
      estimate: {
        value: 0.5,
        squaredError: (0.3 * champion) ** 2,
        n: 3000,
        df: Number.POSITIVE_INFINITY,
      },
      gates: [],
      method: 'ConfidenceSequence',
      unseen: nothingUnseen,
    },
    champion,
    1000,
  )
  if (isUnknown(posterior)) throw new Error(posterior.sentence)
  return posterior
}

it.each([
  2, 50, -50,
])('of a champion at %d, believes half of what it sees with an error of three tenths of that', (champion) => {
  const { estimate, low, high } = seen(champion)
  const reach = 1.644854 * 0.3 * Math.abs(champion) * Math.SQRT1_2
  expect(estimate).toBeCloseTo(0.25, 9)
  expect(low(0.05)).toBeCloseTo(0.25 - reach, 4)
  expect(high(0.05)).toBeCloseTo(0.25 + reach, 4)
})
