/** How a chance grows with the number of outcomes, and when it has grown so large. */
export type Curve = {
  readonly chanceBy: (n: number) => number
  /** Undefined where the chance stays below. */
  readonly whenAt: (chance: number) => number | undefined
}

/** One moment at which all is decided, if ever: none where nothing fluctuates and nothing is ever reached. */
export const stepAt = (moment: number | undefined): Curve => ({
  chanceBy: (n) => (moment !== undefined && n >= moment ? 1 : 0),
  whenAt: () => moment,
})

/** Straight from point to point, nothing before `opens`, and after the last point as it is there. O(points). */
export function lines(opens: number, points: readonly Point[]): Curve {
  return {
    chanceBy: (n) => {
      if (n < opens) return 0
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
