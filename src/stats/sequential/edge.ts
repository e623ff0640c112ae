type Range = {
  /** Where f may lie at or above the level. */
  readonly from: number
  readonly to: number
  /** The estimate, below which the edge lies, and its standard error. */
  readonly near: number
  readonly error: number
}

/**
 * Where decreasing evidence falls to a level: an x of [from, to] at which it is known to be at or above it,
 * and either by less than 0.01, or x is within a thousandth of a standard error of the last
 * such place. `undefined` where even f(from) lies below. So the answer errs towards `from`, the side on
 * which a claim is proven.
 *
 * The root of log evidence is about a straight line, along which secants arrive within some four steps;
 * where it is not, halving the bracket does, within a hundred.
 */
export function lastAtOrAbove(
  f: (x: number) => number,
  level: number,
  range: Range,
): number | undefined {
  const rise = (x: number) => straightened(f(x)) - straightened(level)
  let found: Found = { ...nothing, slope: usualSlope / range.error }
  let x: number | undefined = within(range, range.near - usual * range.error)
  for (let steps = 0; x !== undefined && steps < 100; steps++) {
    found = withPoint(found, { x, y: rise(x) })
    x = isEnough(found, range) ? undefined : next(found, range, steps)
  }
  return found.left?.x
}

type Point = { readonly x: number; readonly y: number }

/** The last point known at or above the level, the first below it, and the slope around them. */
type Found = {
  readonly left: Point | undefined
  readonly right: Point | undefined
  readonly last: Point
  readonly slope: number
}

const nothing = { left: undefined, right: undefined, last: { x: Number.NaN, y: Number.NaN } }

/** So many standard errors from the estimate the edge lies as a rule, on a parabola. */
const usual = 3.5
const usualSlope = -Math.SQRT1_2
const tolerance = 0.001

const straightened = (log: number) => (log > 0 ? Math.sqrt(log) : log)
const within = ({ from, to }: Range, x: number) => Math.min(to, Math.max(from, x))

function withPoint({ left, right, last, slope }: Found, point: Point): Found {
  const secant = (point.y - last.y) / (point.x - last.x)
  const known = { left, right, last: point, slope: secant < 0 ? secant : slope }
  if (!(point.y >= 0)) return { ...known, right: point }
  return left === undefined || left.x < point.x ? { ...known, left: point } : known
}

function isEnough({ left, right }: Found, { from, to, error }: Range): boolean {
  if (left === undefined) return right?.x === from
  const gap = (right?.x ?? Number.POSITIVE_INFINITY) - left.x
  return left.x === to || left.y <= -usualSlope * tolerance || gap <= tolerance * error
}

/** Along the secant, to a point that should lie just above the level; should that take long, by halves. */
function next({ left, right, last, slope }: Found, range: Range, steps: number): number {
  const aim = last.x - (last.y + (usualSlope * tolerance) / 2) / slope
  if (left === undefined) return steps < 3 ? within(range, aim) : range.from
  if (right === undefined) return steps < 3 ? within(range, aim) : range.to
  const isPatient = steps < 8 || steps % 2 === 0
  return isPatient && aim > left.x && aim < right.x ? aim : (left.x + right.x) / 2
}
