import { expect, it } from 'vitest'
import { lastAtOrAbove } from '../../../../src/stats/sequential/edge.ts'
import { chance } from '../../../chance.ts'

/** As log evidence falls: a parabola up to the estimate, a little below 0 behind it. */
const parabola = (near: number, error: number) => (x: number) =>
  x < near ? ((near - x) / error) ** 2 / 2 - 2 : -2

const range = { from: -10, to: 10, near: 0.3, error: 0.02 }

it('finds the edge of a parabola to a thousandth of an error, on the safe side, in five steps', () => {
  let steps = 0
  const f = (x: number) => {
    steps++
    return parabola(0.3, 0.02)(x)
  }
  const edge = lastAtOrAbove(f, 3, range) ?? Number.NaN
  const truth = 0.3 - 0.02 * Math.sqrt(2 * 5)
  expect(truth - edge).toBeGreaterThanOrEqual(0)
  expect(truth - edge).toBeLessThanOrEqual(0.02 / 1000)
  expect(steps).toBeLessThanOrEqual(5)
})

it.each([
  ['nothing reaches the level', () => 2, undefined],
  ['nothing is known at all', () => Number.NEGATIVE_INFINITY, undefined],
  ['everything reaches the level', () => 4, 10],
  ['everything is beyond doubt', () => Number.POSITIVE_INFINITY, 10],
  ['only the first point reaches it', (x: number) => (x <= -10 ? 4 : 2), -10],
])('says where f lies above 3 if %s', (_, f, expected) => {
  expect(lastAtOrAbove(f, 3, range)).toBe(expected)
})

it.each([
  ['a cliff', (x: number) => (x <= 1.2345 ? 1e6 : -1e6), 1.2345],
  ['a cliff below nothing', (x: number) => (x <= -9.5 ? 4 : Number.NEGATIVE_INFINITY), -9.5],
  ['a straight line', (x: number) => 3 - 100 * (x - 2), 2],
  ['a staircase', (x: number) => Math.floor(-x * 4) + 3.5, 0],
  ['a plain with a slope', (x: number) => (x < -3 ? 3 + (-3 - x) ** 3 : -1), -3],
  ['a parabola far off', parabola(-7, 0.5), -7 - 0.5 * Math.sqrt(10)],
])('finds it on %s', (_, f, truth) => expectEdge(lastAtOrAbove(f, 3, range), f, truth, range.error))

it('finds it wherever the estimate is thought to be, and however bad its error', () => {
  const random = chance(1)
  for (let run = 0; run < 1000; run++) {
    const [near, error] = [20 * random() - 10, 10 ** (-4 * random())]
    const f = parabola(near, error)
    const truth = near - error * Math.sqrt(2 * 5)
    const guess = { from: -10, to: 10, near: 40 * random() - 20, error: 10 ** (2 - 6 * random()) }
    const edge = lastAtOrAbove(f, 3, guess)
    if (truth < -10) expect(edge).toBeUndefined()
    else expectEdge(edge, f, truth, guess.error)
  }
})

function expectEdge(
  edge: number | undefined,
  f: (x: number) => number,
  truth: number,
  error: number,
): void {
  const at = edge ?? Number.NaN
  expect(f(at)).toBeGreaterThanOrEqual(3)
  if (f(at) > 3.01) expect(truth - at).toBeLessThanOrEqual(error / 1000 + 1e-12)
}
