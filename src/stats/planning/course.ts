import { chiSquared } from '../distributions/chi-squared.ts'
import { pointBelow } from '../distributions/distribution.ts'
import { normal } from '../distributions/normal.ts'
import { rootOf } from '../fixed/root.ts'
import { chanceAbove, chancesOfPassage, type Spot } from './passage.ts'
import type { Place, Walk } from './walk.ts'

/** How the chance to be decided grows with the number of outcomes. */
export type Course = {
  readonly chanceBy: (n: number) => number
  /** Undefined where the chance stays below. */
  readonly whenAt: (chance: number) => number | undefined
}

/** A walk that has come so far, exactly as expected, and the standard error of its truth. */
export type Start = { readonly n: number; readonly error: number }

const beginning: Start = { n: 0, error: 0 }

/**
 * The course of a walk up to so many outcomes, at any of many looks, or with one look only. Chances before the
 * hundredth part of them (or what `range` says) are taken together. Some 30 places for each decade.
 */
export function courseOf(walk: Walk, last: number, start = beginning, range = 100): Course {
  const chanceBy = (n: number) => chanceAt(walk, n, start)
  if (walk.looks === 'Once') return smoothCourse(walk, last, chanceBy)
  const moments = momentsOf(Math.max(walk.opens, start.n), last, range)
  const places = moments.map(walk.at)
  if (places.at(-1)?.variance === 0) return courseWithoutChance(walk, last)
  const chances = averaged(
    spotsOf(walk, places, start, last).map((spots) => chancesOfPassage(spots)),
  )
  return interpolated(walk, moments, chances)
}

/** So many outcomes that one look alone would find as much, if any do: all looks together find it by then. */
export function enoughFor(walk: Walk, chance: number, start = beginning): number | undefined {
  let n = Math.min(most, Math.max(walk.opens, start.n))
  while (chanceAt(walk, n, start) < chance) {
    if (n >= most) return undefined
    n = Math.min(most, 2 * n)
  }
  return n
}

/** More outcomes than there will ever be. */
const most = 1e15

/** Of one look alone. */
function chanceAt(walk: Walk, n: number, start: Start): number {
  if (n < walk.opens) return 0
  const [chance = 0] = averaged(
    spotsOf(walk, [walk.at(n)], start, n).map((spots) => spots.map(chanceAbove)),
  )
  return chance
}

/**
 * What the places are for each of some equally probable cases: of the error that the bar is made of, which is
 * only estimated, and of the truth, where the walk has begun and its truth is an estimate.
 */
function spotsOf(
  walk: Walk,
  places: readonly Place[],
  start: Start,
  last: number,
): readonly (readonly Spot[])[] {
  const before = start.n > 0 ? walk.at(start.n) : { variance: 0, slope: 0 }
  return scalesOf(walk.df(last)).flatMap((scale) =>
    errorsOf(start).map((error) =>
      places.map(({ mean, slope, variance, need, radius }) => ({
        mean: mean + error * (slope - before.slope),
        variance: Math.max(0, variance - before.variance),
        bar: Math.min(highest, need + scale * radius),
      })),
    ),
  )
}

/** A bar that is never reached, and yet a number. */
const highest = 1e307

/** The middles of so many equal parts of all that is possible. */
const middles = (parts: number) => Array.from({ length: parts }, (_, i) => (i + 0.5) / parts)

/** By which factors an estimated error may miss the true one. */
function scalesOf(df: number): readonly number[] {
  if (!(df < Number.POSITIVE_INFINITY)) return [1]
  const distribution = chiSquared(Math.max(1, df))
  return middles(5).map((p) => Math.sqrt(pointBelow(distribution, p) / Math.max(1, df)))
}

const errorsOf = ({ error }: Start): readonly number[] =>
  error > 0 ? middles(9).map((p) => error * pointBelow(normal, p)) : [0]

/** Moment by moment. */
function averaged(cases: readonly (readonly number[])[]): readonly number[] {
  const sums = (cases[0] ?? []).map((_, i) => cases.reduce((sum, each) => sum + (each[i] ?? 0), 0))
  return sums.map((sum) => sum / cases.length)
}

/** Dense at first, as the chance to cross is. */
function momentsOf(from: number, last: number, range: number): readonly number[] {
  const first = Math.max(from, last / range)
  if (first >= last) return [first]
  const steps = Math.ceil(30 * Math.log10(range))
  const gap = (i: number) => (last - first) * range ** ((i + 1) / steps - 1)
  return [first, ...Array.from({ length: steps }, (_, i) => first + gap(i))]
}

function smoothCourse(walk: Walk, last: number, chanceBy: Course['chanceBy']): Course {
  return {
    chanceBy,
    whenAt: (chance) => {
      if (chanceBy(walk.opens) >= chance) return walk.opens
      if (!(chanceBy(last) >= chance)) return undefined
      return rootOf((n) => chanceBy(n) - chance, walk.opens, last)
    },
  }
}

/** Where nothing fluctuates there is one moment. */
function courseWithoutChance(walk: Walk, last: number): Course {
  const excess = (n: number) => {
    const { mean, need, radius } = walk.at(n)
    return mean - need - radius
  }
  const moment = excess(walk.opens) >= 0 ? walk.opens : rootOf(excess, walk.opens, last)
  const isReached = excess(last) >= 0
  return {
    chanceBy: (n) => (isReached && n >= moment ? 1 : 0),
    whenAt: () => (isReached ? moment : undefined),
  }
}

function interpolated(walk: Walk, moments: readonly number[], chances: readonly number[]): Course {
  const points = moments.map((n, i) => ({ n, chance: chances[i] ?? 0 }))
  return {
    chanceBy: (n) => {
      if (n < walk.opens) return 0
      const after = points.findIndex((point) => point.n >= n)
      if (after === -1) return points.at(-1)?.chance ?? 0
      return between(points, after, ({ n: at }) => at, n).chance
    },
    whenAt: (chance) => {
      const after = points.findIndex((point) => point.chance >= chance)
      return after === -1 ? undefined : between(points, after, (point) => point.chance, chance).n
    },
  }
}

type Point = { readonly n: number; readonly chance: number }

/** On the line to a point from the one before it. */
function between(
  points: readonly Point[],
  after: number,
  by: (point: Point) => number,
  x: number,
): Point {
  const b = points[after] ?? { n: 0, chance: 0 }
  const a = points[after - 1]
  if (a === undefined || by(b) === by(a)) return b
  const part = (x - by(a)) / (by(b) - by(a))
  return { n: a.n + part * (b.n - a.n), chance: a.chance + part * (b.chance - a.chance) }
}
