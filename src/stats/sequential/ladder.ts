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

/**
 * The least of a(x)² + b(x + gap)² over all x: how strongly two ladders together speak against their places
 * being so far apart, wherever the first may be. Exact: it is the squared distance of the origin from the line that
 * runs from rung to rung of both, between their middles, where alone one falls as the other rises. Nil at
 * their own gap, and never smaller further from it. O(rungs between the middles + log rungs).
 */
export function deviationFromGap(a: Ladder, b: Ladder, gap: number): number {
  const to = Math.max(a.middle, b.middle - gap)
  let at = Math.min(a.middle, b.middle - gap)
  let [i, j] = [rungBeyond(a, at), rungBeyond(b, at + gap)]
  let [x, y] = [rootAt(a, i, at), rootAt(b, j, at + gap)]
  let least = x * x + y * y
  while (at < to) {
    const [rungA, rungB] = [placeOfRung(a, i), placeOfRung(b, j) - gap]
    at = Math.min(to, rungA, rungB)
    const [endX, endY] = [rootAt(a, i, at), rootAt(b, j, at + gap)]
    least = Math.min(least, squaredDistance(x, y, endX, endY))
    ;[x, y] = [endX, endY]
    if (rungA <= at) i++
    if (rungB <= at) j++
  }
  return least
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

/** Of the origin from a stretch of a line. */
function squaredDistance(x: number, y: number, endX: number, endY: number): number {
  const [dx, dy] = [endX - x, endY - y]
  const length = dx * dx + dy * dy
  const part = length > 0 ? Math.min(1, Math.max(0, -(x * dx + y * dy) / length)) : 0
  return (x + part * dx) ** 2 + (y + part * dy) ** 2
}
