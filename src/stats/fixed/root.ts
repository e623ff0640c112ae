/**
 * Where a continuous function that has opposite signs at `low` and `high` is zero, to the last
 * digits: inverse quadratic interpolation where the last points allow it, bisection otherwise. Some ten
 * evaluations, 200 at most. Where the signs are the same: the end at which it is nearer to zero.
 *
 * T. R. Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear
 * function without using derivatives", Advances in Engineering Software 28, 1997.
 */
export function rootOf(f: (x: number) => number, low: number, high: number): number {
  let newest = { x: high, y: f(high) }
  let other = { x: low, y: f(low) }
  if (!(newest.y * Math.sign(other.y) < 0)) return nearer(newest, other).x
  let part = 0.5
  for (let turn = 0; turn < 200; turn++) {
    const x = newest.x + part * (other.x - newest.x)
    const found = { x, y: f(x) }
    const isSameSide = found.y > 0 === newest.y > 0
    const outside = isSameSide ? newest : other
    if (!isSameSide) other = newest
    newest = found
    const best = nearer(newest, other)
    const least = (2 * Number.EPSILON * Math.abs(best.x)) / Math.abs(other.x - newest.x)
    if (best.y === 0 || !(least < 0.5)) return best.x
    part = Math.min(1 - least, Math.max(least, interpolated(newest, other, outside)))
  }
  return nearer(newest, other).x
}

type Point = { readonly x: number; readonly y: number }

/** How far from the newest point to the other the zero is: by a parabola through all three, or half. */
function interpolated(newest: Point, other: Point, outside: Point): number {
  const xi = (newest.x - other.x) / (outside.x - other.x)
  const phi = (newest.y - other.y) / (outside.y - other.y)
  if (!(phi * phi < xi && (1 - phi) ** 2 < 1 - xi)) return 0.5
  const first = (newest.y / (other.y - newest.y)) * (outside.y / (other.y - outside.y))
  const ratio = (outside.x - newest.x) / (other.x - newest.x)
  return first + ratio * (newest.y / (outside.y - newest.y)) * (other.y / (outside.y - other.y))
}

const nearer = (a: Point, b: Point) => (Math.abs(a.y) <= Math.abs(b.y) ? a : b)
