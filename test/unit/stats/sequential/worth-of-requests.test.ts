import { expect, it } from 'vitest'
import { standardised } from '../../../../src/stats/estimates/reading.ts'
import { placeOf } from '../../../../src/stats/sequential/place-of-quantile.ts'
import { worthOfRequests } from '../../../../src/stats/sequential/worth-of-requests.ts'

/** Shares by bucket of so many requests. */
const epoch = (n: number, means: readonly number[]) => ({ n, means })
const one = [0.5, 0.45, 0.05]

function worthOf(epochs: readonly ReturnType<typeof epoch>[], weights: readonly number[]) {
  const place = placeOf(0.95, standardised(epochs, weights))
  return worthOfRequests(0.95, place, { epochs, weights })
}

it('is as many as there are where epochs are alike, and weigh what they count', () => {
  expect(worthOf([epoch(4000, one)], [1])).toBeCloseTo(4000, 6)
  expect(worthOf([epoch(1000, one), epoch(3000, one)], [0.25, 0.75])).toBeCloseTo(4000, 6)
})

it('is less where an epoch weighs more than it counts: a tenth of it with half of the weight', () => {
  expect(worthOf([epoch(1000, one), epoch(9000, one)], [0.5, 0.5])).toBeCloseTo(
    1 / (0.25 / 1000 + 0.25 / 9000),
    6,
  )
})

it('is less where the few that weigh much are those among which the quantile divides', () => {
  const [fast, slow] = [epoch(9000, [1, 0, 0]), epoch(1000, [0, 0.9, 0.1])]
  // All that varies at the p95 is the slow epoch: nine tenths of it lie below.
  const spread = (0.25 * (0.9 * 0.1)) / 1000
  expect(worthOf([fast, slow], [0.5, 0.5])).toBeCloseTo((0.95 * 0.05) / spread, 6)
})
