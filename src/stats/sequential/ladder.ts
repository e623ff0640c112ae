/**
 * How strongly what was seen speaks against each possible place of something, in standard errors: from places
 * that are surely too low (negative) up to those that are too high. In a straight line from rung to rung, and
 * constant beyond the first and the last.
 */
export type Ladder = {
  /** Ascending. */
  readonly at: readonly number[]
  /** Not descending; as many. */
  readonly roots: readonly number[]
  /** Where it crosses zero: the estimate. */
  readonly middle: number
  /** Half of the way from −1 to 1. */
  readonly error: number
}

/** `undefined` where the rungs don't reach from below zero to above it. O(rungs). */
export function ladder(at: readonly number[], roots: readonly number[]): Ladder | undefined {
  const spans = (roots[0] ?? 1) <= 0 && (roots.at(-1) ?? -1) >= 0
  if (!spans) return undefined
  const place = (root: number) => placeOf(at, roots, root)
  return { at, roots, middle: place(0), error: (place(1) - place(-1)) / 2 }
}

function placeOf(at: readonly number[], roots: readonly number[], root: number): number {
  const i = roots.findIndex((each) => each >= root)
  if (i === 0) return at[0] ?? 0
  if (i < 0) return at.at(-1) ?? 0
  const [low = 0, high = 0] = [roots[i - 1], roots[i]]
  const [from = 0, to = 0] = [at[i - 1], at[i]]
  return from + ((root - low) / (high - low)) * (to - from)
}

/** How far it is from what was seen to what was asked of. */
export type Deviation = {
  /** Squared, in standard errors. */
  readonly squared: number
  /** By what angle what was asked of turns there, towards what was seen: nil of a straight line, at most a right one. */
  readonly turn: number
}

/**
 * The least of a(x)² + b(x + gap)² over all x: how strongly two ladders together speak against their places
 * being so far apart, wherever the first may be. Exact: it is the squared distance of the origin from the line that
 * runs from rung to rung of both, between their middles, where alone one falls as the other rises. Nil at
 * their own gap, and never smaller further from it. O(rungs between the middles + log rungs).
 */
export function deviationFromGap(a: Ladder, b: Ladder, gap: number): Deviation {
  const line = lineOf(a, b, gap)
  const [start = origin] = line
  let near = start
  for (const [i, end] of line.entries()) {
    const here = nearest(line[i - 1] ?? end, end)
    if (squareOf(here) < squareOf(near)) near = here
  }
  return { squared: squareOf(near), turn: turnAt(near, start, line.at(-1) ?? start) }
}

/** What both say, at each rung of either. */
type Point = { readonly a: number; readonly b: number }

const origin: Point = { a: 0, b: 0 }

/** Between the middles. */
function lineOf(a: Ladder, b: Ladder, gap: number): readonly Point[] {
  const to = Math.max(a.middle, b.middle - gap)
  let at = Math.min(a.middle, b.middle - gap)
  let [i, j] = [rungBeyond(a, at), rungBeyond(b, at + gap)]
  const line = [{ a: rootAt(a, i, at), b: rootAt(b, j, at + gap) }]
  while (at < to) {
    const [rungA, rungB] = [placeOfRung(a, i), placeOfRung(b, j) - gap]
    at = Math.min(to, rungA, rungB)
    line.push({ a: rootAt(a, i, at), b: rootAt(b, j, at + gap) })
    if (rungA <= at) i++
    if (rungB <= at) j++
  }
  return line
}

/** The first rung beyond a place. */
function rungBeyond({ at }: Ladder, place: number): number {
  let [from, to] = [0, at.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((at[middle] ?? 0) <= place) from = middle + 1
    else to = middle
  }
  return from
}

const placeOfRung = ({ at }: Ladder, i: number) => at[i] ?? Number.POSITIVE_INFINITY

/** At a place below the i-th rung, and not below the one before. */
function rootAt({ at, roots }: Ladder, i: number, place: number): number {
  const [before, next] = [roots[i - 1], roots[i]]
  if (before === undefined) return next ?? 0
  if (next === undefined) return before
  const [from = 0, to = 0] = [at[i - 1], at[i]]
  const part = Math.min(1, Math.max(0, (place - from) / (to - from)))
  return before + part * (next - before)
}

/** To the origin, of a stretch of a line. */
function nearest(start: Point, end: Point): Point {
  const way = less(end, start)
  const length = squareOf(way)
  const part = length > 0 ? Math.min(1, Math.max(0, -times(start, way) / length)) : 0
  return { a: start.a + part * way.a, b: start.b + part * way.b }
}

/** Of the line from its start by this point to its end, if it passes nearer to the origin than the straight one. */
function turnAt(point: Point, start: Point, end: Point): number {
  const [from, to, way] = [less(point, start), less(end, point), less(end, start)]
  const isNearer = across(way, from) * across(way, less(origin, start)) > 0
  return isNearer ? Math.atan2(Math.abs(across(from, to)), times(from, to)) : 0
}

const less = (p: Point, q: Point): Point => ({ a: p.a - q.a, b: p.b - q.b })
const times = (p: Point, q: Point) => p.a * q.a + p.b * q.b
const across = (p: Point, q: Point) => p.a * q.b - p.b * q.a
const squareOf = (p: Point) => times(p, p)
