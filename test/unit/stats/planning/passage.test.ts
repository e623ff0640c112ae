import { expect, it } from 'vitest'
import { below } from '../../../../src/stats/distributions/distribution.ts'
import { normal } from '../../../../src/stats/distributions/normal.ts'
import { chancesOfPassage } from '../../../../src/stats/planning/passage.ts'

const phi = (x: number) => below(normal, x)
const moments = Array.from({ length: 60 }, (_, i) => 100 ** (i / 59 - 1))

// Of a Brownian motion, a bar that is a line is crossed by t with a chance that is known
// (A. Wald; see D. Siegmund, "Sequential Analysis", 1985, eq. 3.15).
const ofLine = (height: number, drift: number, t: number) =>
  phi((drift * t - height) / Math.sqrt(t)) +
  Math.exp(2 * drift * height) * phi((-drift * t - height) / Math.sqrt(t))

it.each([
  [1, 0],
  [2, 1],
  [3, 4],
  [0.5, -1],
  [1, 6],
])('knows how often a bar at %d is crossed, at a drift of %d', (height, drift) => {
  const spots = moments.map((t) => ({ mean: drift * t, variance: t, bar: height }))
  const chances = chancesOfPassage(spots)
  for (const [i, t] of moments.entries())
    if (t > 0.05) expect(chances[i]).toBeCloseTo(ofLine(height, drift, t), 2)
})

it('sees the same where the bar moves as where the walk does', () => {
  const walk = moments.map((t) => ({ mean: 3 * t, variance: t, bar: 2 }))
  const bar = moments.map((t) => ({ mean: 0, variance: t, bar: 2 - 3 * t }))
  const [a, b] = [chancesOfPassage(walk), chancesOfPassage(bar)]
  for (const [i, chance] of a.entries()) expect(b[i]).toBeCloseTo(chance, 12)
})

it('takes together what is above the bar when the watch begins', () => {
  // From t = 1 on: who is above is in, and of the others twice those that will be above.
  const steps = 4000
  const expected = Array.from({ length: steps }, (_, i) => -8 + (16 * (i + 0.5)) / steps).reduce(
    (sum, x) =>
      sum +
      (x >= 1 ? 1 : 2 * phi(x - 1)) *
        (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) *
        (16 / steps),
    0,
  )
  const spots = [0, ...moments].map((t) => ({ mean: 0, variance: 1 + t, bar: 1 }))
  const chances = chancesOfPassage(spots)
  expect(chances[0]).toBeCloseTo(phi(-1), 12)
  expect(chances.at(-1)).toBeCloseTo(expected, 2)
})

it('crosses for certain where nothing fluctuates', () => {
  const spots = [1, 2, 3, 4].map((mean) => ({ mean, variance: 0, bar: 2.5 }))
  expect(chancesOfPassage(spots)).toEqual([0, 0, 1, 1])
})

it('has nothing to say of no moment', () => expect(chancesOfPassage([])).toEqual([]))
