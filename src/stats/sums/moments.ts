import { type Unknown, unknownBecause } from '../unknown.ts'
import { type Double, twoProduct, twoSum } from './double.ts'
import {
  commonShift,
  deviation,
  doubt,
  noSpan,
  reach,
  type Span,
  spanOfBoth,
  tolerable,
  usableShift,
  withPoint,
} from './span.ts'
import type { Statistic } from './statistic.ts'
import type { Summary } from './summary.ts'
import {
  lessTimes,
  plus,
  rounded,
  type Triple,
  times,
  timesDouble,
  triple,
  zero,
} from './triple.ts'

type PowerSums = {
  readonly n: number
  readonly sum: Triple
  readonly squares: Triple
  readonly cubes: Triple
}

/**
 * Values by their number and the sums of the first three powers of value − shift. The shift is
 * declared once per metric, near the mean to be expected; a bad one costs digits, and there are
 * digits to spare.
 */
export type Moments = PowerSums & {
  readonly shift: number
  readonly span: Span
  /** Values that no sum can take: further than 1e80 from the shift, or not numbers. */
  readonly beyond: number
}

/**
 * Moments about a declared shift. Records about different shifts are merged about the one that is
 * smaller in size. A merge is O(1): under a microsecond.
 *
 * Central moments would be merged by P. Pébay, "Formulas for robust, one-pass parallel computation of
 * covariances and arbitrary-order statistical moments", Sandia report SAND2008-6212; raw sums in more
 * digits are as good, and a merge is an addition.
 */
export function moments(shift: number): Statistic<Moments> {
  const sums = { n: 0, sum: zero, squares: zero, cubes: zero }
  return { none: { ...sums, shift: usableShift(shift), span: noSpan, beyond: 0 }, merge }
}

/** With one more value, or with a whole number of values that are alike. About 200 ns. */
export function withValue(m: Moments, x: number, count = 1): Moments {
  if (!(count > 0)) return m
  const d = deviation(x, m.shift)
  if (d === undefined) return { ...m, beyond: m.beyond + count }
  const first = triple(d)
  const square = d[1] === 0 ? triple(twoProduct(d[0], d[0])) : timesDouble(first, d)
  const cube = timesDouble(square, d)
  return {
    n: m.n + count,
    sum: plus(m.sum, count === 1 ? first : times(first, count)),
    squares: plus(m.squares, count === 1 ? square : times(square, count)),
    cubes: plus(m.cubes, count === 1 ? cube : times(cube, count)),
    shift: m.shift,
    span: withPoint(m.span, d[0] === 0 ? m.shift : x),
    beyond: m.beyond,
  }
}

/**
 * Mean, variance and skew. Known from two values on. The variance errs by less than 1e-6 of itself,
 * the skew by less than 1e-6 · (1 + |skew|), both usually in the last digit only; where that can't be
 * promised the answer is `NumericallyUnstable`. That is when (n + 64) · 2^-154 · (r/s)³ > 1e-6, r being
 * the largest distance of a value from the shift and s the deviation: with a trillion values r/s
 * may be 2.8e9. Values that are all alike have variance 0, exactly, and skew 0.
 */
export function summaryOf(m: Moments): Summary | Unknown {
  if (m.beyond > 0) return unknownBecause('NumericallyUnstable', { need: tolerable, have: 1 })
  const { n } = m
  if (n < 2) return unknownBecause('TooFew', { need: 2, have: n })
  if (m.span.low === m.span.high) return { n, mean: m.span.low, variance: 0, skew: 0 }

  const centre = m.sum[0] / n
  const { sum, squares, cubes } = about(m, centre)
  const rest = rounded(sum) / n
  const second = rounded(squares) / n - rest ** 2
  const third = rounded(cubes) / n - 3 * rest * (rounded(squares) / n) + 2 * rest ** 3
  const deviation = Math.sqrt(Math.max(0, second))
  const have = deviation === 0 ? 1 : doubt(n, reach(m.span, m.shift) / deviation)
  if (have > tolerable) return unknownBecause('NumericallyUnstable', { need: tolerable, have })
  const [mean, lack] = twoSum(m.shift, centre)
  return {
    n,
    mean: mean + (lack + rest),
    variance: second * (n / (n - 1)),
    skew: third / deviation / second,
  }
}

/** The mean alone, which is known from the first value on. Cheap: no moment is centred. */
export function meanOf(m: Moments): number | Unknown {
  if (m.beyond > 0) return unknownBecause('NumericallyUnstable', { need: tolerable, have: 1 })
  if (m.n === 0) return unknownBecause('TooFew', { need: 1, have: 0 })
  const [mean, lack] = twoSum(m.shift, m.sum[0] / m.n)
  return mean + lack
}

function merge(a: Moments, b: Moments): Moments {
  if (isEmpty(a) !== isEmpty(b)) return isEmpty(a) ? b : a
  const shift = commonShift(a.shift, b.shift)
  const left = a.shift === shift ? a : aboutDouble(a, twoSum(shift, -a.shift))
  const right = b.shift === shift ? b : aboutDouble(b, twoSum(shift, -b.shift))
  return {
    n: a.n + b.n,
    sum: plus(left.sum, right.sum),
    squares: plus(left.squares, right.squares),
    cubes: plus(left.cubes, right.cubes),
    shift,
    span: spanOfBoth(a.span, a.shift, b.span, b.shift),
    beyond: a.beyond + b.beyond,
  }
}

const isEmpty = ({ n, beyond }: Moments) => n === 0 && beyond === 0

/** The sums about a point `by` further on. Each line takes it out of one factor of each product. */
function about({ n, sum, squares, cubes }: PowerSums, by: number): PowerSums {
  const first = lessTimes(sum, by, [n, 0, 0])
  const mixed = lessTimes(squares, by, sum)
  const second = lessTimes(mixed, by, first)
  const third = lessTimes(lessTimes(lessTimes(cubes, by, squares), by, mixed), by, second)
  return { n, sum: first, squares: second, cubes: third }
}

function aboutDouble(sums: PowerSums, [high, low]: Double): PowerSums {
  const near = about(sums, high)
  return low === 0 ? near : about(near, low)
}
