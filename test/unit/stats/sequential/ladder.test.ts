import { describe, expect, it } from 'vitest'
import { deviationFromGap, type Ladder, ladder } from '../../../../src/stats/sequential/ladder.ts'
import { chance } from '../../../chance.ts'

const random = chance(3)

/** Of so many rungs, from below zero to above it; now and then a stretch on which nothing changes. */
function anyLadder(rungs: number): Ladder {
  let [at, root] = [4 * random(), -6 * random() - 1]
  const places: number[] = []
  const roots: number[] = []
  for (let i = 0; i < rungs || (roots.at(-1) ?? -1) < 1; i++) {
    places.push(at)
    roots.push(root)
    at += 0.02 + 0.1 * random()
    root += random() < 0.2 ? 0 : 1.5 * random()
  }
  return known(ladder(places, roots))
}

function known(found: Ladder | undefined): Ladder {
  if (found === undefined) throw new Error('it reaches across zero')
  return found
}

function rootAt({ at, roots }: Ladder, place: number): number {
  const i = at.findIndex((each) => each > place)
  if (i === 0) return roots[0] ?? 0
  if (i < 0) return roots.at(-1) ?? 0
  const [from = 0, to = 0] = [at[i - 1], at[i]]
  const [low = 0, high = 0] = [roots[i - 1], roots[i]]
  return low + ((place - from) / (to - from)) * (high - low)
}

/** By trying places, the rungs of both among them. */
function tried(a: Ladder, b: Ladder, gap: number): number {
  const rungs = [...a.at, ...b.at.map((each) => each - gap)]
  const [from, to] = [Math.min(...rungs) - 1, Math.max(...rungs) + 1]
  const grid = Array.from({ length: 20_000 }, (_, i) => from + ((to - from) * i) / 20_000)
  return Math.min(...[...grid, ...rungs].map((x) => rootAt(a, x) ** 2 + rootAt(b, x + gap) ** 2))
}

const both = Array.from({ length: 20 }, () => [anyLadder(8), anyLadder(12)] as const)
const gapOf = ([a, b]: readonly [Ladder, Ladder]) => b.middle - a.middle

describe('how strongly two ladders speak against a gap', () => {
  it.each([
    -9, -0.4, -0.1, -0.003, 0.003, 0.1, 0.4, 9,
  ])('is the least of all places that may be tried: %s from their own', (away) => {
    for (const [a, b] of both) {
      const gap = gapOf([a, b]) + away
      const exact = deviationFromGap(a, b, gap).squared
      expect(exact).toBeLessThanOrEqual(tried(a, b, gap) + 1e-9)
      expect(exact).toBeGreaterThan(tried(a, b, gap) - 0.05)
    }
  })

  it('is nil at their own, and never less further from it', () => {
    for (const [a, b] of both) {
      expect(deviationFromGap(a, b, gapOf([a, b])).squared).toBeCloseTo(0, 20)
      for (const side of [-1, 1]) {
        const away = Array.from(
          { length: 200 },
          (_, i) => deviationFromGap(a, b, gapOf([a, b]) + side * i * 0.01).squared,
        )
        for (const [i, each] of away.entries())
          expect(each).toBeGreaterThanOrEqual((away[i - 1] ?? 0) - 1e-12)
      }
    }
  })

  it('is the same from the other side', () => {
    for (const [a, b] of both)
      for (const gap of [-2, -0.1, 0.05, 0.7])
        expect(deviationFromGap(b, a, -gap).squared).toBeCloseTo(
          deviationFromGap(a, b, gap).squared,
          10,
        )
  })

  it('ends where neither says more', () => {
    for (const [a, b] of both) {
      const [first, last] = [a.roots[0] ?? 0, b.roots.at(-1) ?? 0]
      const farthest = Math.min(first ** 2, last ** 2)
      expect(deviationFromGap(a, b, gapOf([a, b]) + 100).squared).toBeLessThanOrEqual(
        Math.max(farthest, (a.roots.at(-1) ?? 0) ** 2, (b.roots[0] ?? 0) ** 2),
      )
      expect(deviationFromGap(a, b, 100)).toEqual(deviationFromGap(a, b, 1000))
    }
  })
})

describe('the way past what was seen', () => {
  type Rungs = readonly [at: readonly number[], roots: readonly number[]]
  const turnOf = (a: Rungs, b: Rungs) =>
    deviationFromGap(known(ladder(...a)), known(ladder(...b)), 0).turn

  it('is straight where both rise evenly', () => {
    expect(
      turnOf(
        [
          [0, 1, 2],
          [-1, 1, 3],
        ],
        [
          [0, 1, 2],
          [-3, -1, 1],
        ],
      ),
    ).toBeCloseTo(0, 12)
  })

  it('turns by about a right angle where one is in a gap up to a place, the other from it on', () => {
    const before: Rungs = [
      [0, 0.01, 1, 1.01],
      [-99, 1, 1, 99],
    ]
    const after: Rungs = [
      [0.99, 1, 2, 2.01],
      [-99, -1, -1, 99],
    ]
    expect(turnOf(before, after)).toBeCloseTo(Math.PI / 2, 1)
    expect(turnOf(before, after)).toBeLessThan(Math.PI / 2)
  })

  it('does not turn towards it where it is the other way round', () => {
    expect(
      turnOf(
        [
          [0, 1, 2],
          [-1, 9, 9],
        ],
        [
          [0, 1, 2],
          [-1, -1, 9],
        ],
      ),
    ).toBe(0)
  })
})

describe('a ladder', () => {
  it('has its middle where it crosses zero, and an error of half the way from −1 to 1', () => {
    expect(ladder([0, 2, 3], [-2, 0.5, 4])).toMatchObject({
      middle: 1.6,
      error: 0.5 * (2 + 1 / 7 - 0.8),
    })
    expect(ladder([0, 1], [-0.5, 0.5])).toMatchObject({ middle: 0.5, error: 0.5 })
  })

  it.each([
    ['no rung', [], []],
    ['only what is too low', [0, 1], [-3, -1]],
    ['only what is too high', [0, 1], [1, 2]],
  ])('has no middle: %s', (_, at, roots) => {
    expect(ladder(at, roots)).toBeUndefined()
  })
})
