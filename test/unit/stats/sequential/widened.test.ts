import { describe, expect, it } from 'vitest'
import { bySequence } from '../../../../src/stats/sequential/by-sequence.ts'
import { nothingUnseen, widened } from '../../../../src/stats/sequential/widened.ts'

const sequence = (squaredError: number, df = Number.POSITIVE_INFINITY) =>
  bySequence(
    { value: 0.3, squaredError, n: 3000, df },
    { method: 'ConfidenceSequence', gates: [], tunedFor: 4000 },
  )
const alphas = [0.05, 0.05 / 12, 1e-6]

it('leaves the evidence as it is where nothing can be unseen', () => {
  const inference = sequence(0.01)
  const same = widened(inference, nothingUnseen)
  for (const alpha of alphas) {
    expect(same.low(alpha)).toBeCloseTo(inference.low(alpha), 12)
    expect(same.high(alpha)).toBeCloseTo(inference.high(alpha), 12)
    expect(same.logPMore(0.1, alpha)).toBe(inference.logPMore(0.1, alpha))
  }
})

it('and where what was seen varies more than what is unseen could move', () => {
  const inference = sequence(0.01)
  const hardly = widened(inference, { down: 0.01, up: 0.01 })
  expect(hardly.low(0.05)).toBeCloseTo(inference.low(0.05), 12)
  expect(hardly.logPLess(0.6, 0.05)).toBeCloseTo(inference.logPLess(0.6, 0.05), 12)
})

describe.each([
  ['little', 1e-8],
  ['some', 1e-4],
  ['much', 1e-2],
])('where %s varies of what was seen', (_, squaredError) => {
  const inferences = [Number.POSITIVE_INFINITY, 63, 15].map((df) => sequence(squaredError, df))
  const reaches = [1e-4, 3e-3, 0.02, 0.3]
  const each = inferences.flatMap((inference) =>
    reaches.map((reach) => ({
      inference,
      reach,
      wide: widened(inference, { down: reach, up: 2 * reach }),
    })),
  )

  it('a bound excludes a boundary exactly where p does', () => {
    for (const { wide } of each) {
      for (const alpha of alphas) {
        const [low, high] = [wide.low(alpha), wide.high(alpha)]
        expect(wide.logPMore(low, alpha)).toBeCloseTo(Math.log(alpha), 4)
        expect(wide.logPLess(high, alpha)).toBeCloseTo(Math.log(alpha), 4)
        expect(wide.logPMore(low - 0.01 * (0.3 - low), alpha)).toBeLessThan(Math.log(alpha))
        expect(wide.logPMore(low + 0.01 * (0.3 - low), alpha)).toBeGreaterThan(Math.log(alpha))
      }
    }
  })

  it('a bound lies beyond what each of the two would do alone, and not beyond what both would do in full', () => {
    for (const { inference, reach, wide } of each) {
      for (const alpha of alphas) {
        const unseen = -reach * Math.log(alpha)
        expect(wide.low(alpha)).toBeLessThanOrEqual(inference.low(alpha))
        expect(wide.low(alpha)).toBeLessThanOrEqual(0.3 - unseen + 1e-12)
        expect(wide.low(alpha)).toBeGreaterThanOrEqual(inference.low(alpha) - unseen - 1e-12)
      }
    }
  })

  it('p is that of the cheapest way to explain the distance', () => {
    for (const { inference, reach, wide } of each) {
      for (const boundary of [0.29, 0.2, -0.5]) {
        const distance = 0.3 - boundary
        const ways = Array.from({ length: 2001 }, (_, k) => {
          const unseen = (distance * k) / 2000
          return inference.logPMore(boundary + unseen, 0.05) - unseen / reach
        })
        const p = wide.logPMore(boundary, 0.05)
        expect(p).toBeGreaterThanOrEqual(Math.max(...ways) - 1e-6)
        expect(p).toBeLessThan(0.98 * Math.max(...ways) + 0.1) // steps are coarse
        expect(p).toBeGreaterThanOrEqual(-distance / reach)
      }
    }
  })
})

it('has no end where there is no telling how much is unseen', () => {
  const wide = widened(sequence(1e-4), { down: Number.POSITIVE_INFINITY, up: 0 })
  expect(wide.low(0.05)).toBe(Number.NEGATIVE_INFINITY)
  expect(wide.logPMore(-1e9, 0.05)).toBeCloseTo(0, 12)
})

it('knows what is unseen also where nothing varies', () => {
  const wide = widened(sequence(0), { down: 0.01, up: 0.02 })
  expect(wide.low(0.05)).toBeCloseTo(0.3 + 0.01 * Math.log(0.05), 9)
  expect(wide.high(0.05)).toBeCloseTo(0.3 - 0.02 * Math.log(0.05), 9)
  expect(wide.logPMore(0.2, 0.05)).toBeCloseTo(-10, 6)
  expect(wide.logPMore(0.3, 0.05)).toBe(0)
})
