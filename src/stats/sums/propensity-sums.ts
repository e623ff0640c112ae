import { twoSum } from './double.ts'
import {
  commonShift,
  deviation,
  noSpan,
  type Span,
  spanOfBoth,
  usableShift,
  withPoint,
} from './span.ts'
import type { Statistic } from './statistic.ts'
import { lessTimes, plus, type Triple, times, timesDouble, triple, zero } from './triple.ts'

/**
 * Outcomes y, each with the probability π that chance gave its variant, as sums over w = 1/π: of
 * w, w², w·d, w²·d and w²·d², where d = y − shift.
 */
export type PropensitySums = {
  readonly n: number
  readonly shift: number
  readonly weights: Triple
  readonly squaredWeights: Triple
  readonly weighted: Triple
  readonly mixed: Triple
  readonly squares: Triple
  readonly span: Span
  /** Outcomes that can't be weighed: π outside [1e-9, 1], or y further than 1e80 from the shift. */
  readonly refused: number
}

/** Sums about a declared shift; records about different shifts are merged about the smaller in size. */
export function propensitySums(shift: number): Statistic<PropensitySums> {
  const none: PropensitySums = {
    n: 0,
    shift: usableShift(shift),
    weights: zero,
    squaredWeights: zero,
    weighted: zero,
    mixed: zero,
    squares: zero,
    span: noSpan,
    refused: 0,
  }
  return { none, merge }
}

/** With one more outcome. About 0.25 µs. */
export function withPropensity(s: PropensitySums, y: number, propensity: number): PropensitySums {
  const d = deviation(y, s.shift)
  if (d === undefined || !(propensity >= rarest && propensity <= 1))
    return { ...s, refused: s.refused + 1 }
  const w = 1 / propensity
  const squaredWeight = times([w, 0, 0], w)
  const mixed = timesDouble(squaredWeight, d)
  return {
    ...s,
    n: s.n + 1,
    weights: plus(s.weights, [w, 0, 0]),
    squaredWeights: plus(s.squaredWeights, squaredWeight),
    weighted: plus(s.weighted, times(triple(d), w)),
    mixed: plus(s.mixed, mixed),
    squares: plus(s.squares, timesDouble(mixed, d)),
    span: withPoint(s.span, d[0] === 0 ? s.shift : y),
  }
}

function merge(a: PropensitySums, b: PropensitySums): PropensitySums {
  if (isEmpty(a) !== isEmpty(b)) return isEmpty(a) ? b : a
  const shift = commonShift(a.shift, b.shift)
  const [left, right] = [moved(a, shift), moved(b, shift)]
  return {
    n: a.n + b.n,
    shift,
    weights: plus(a.weights, b.weights),
    squaredWeights: plus(a.squaredWeights, b.squaredWeights),
    weighted: plus(left.weighted, right.weighted),
    mixed: plus(left.mixed, right.mixed),
    squares: plus(left.squares, right.squares),
    span: spanOfBoth(a.span, a.shift, b.span, b.shift),
    refused: a.refused + b.refused,
  }
}

const isEmpty = ({ n, refused }: PropensitySums) => n === 0 && refused === 0

function moved(s: PropensitySums, shift: number): PropensitySums {
  const [high, low] = twoSum(shift, -s.shift)
  return high === 0 ? s : about(about(s, high), low)
}

/** The sums about a point `by` further on. */
export function about(s: PropensitySums, by: number): PropensitySums {
  const mixed = lessTimes(s.mixed, by, s.squaredWeights)
  return {
    ...s,
    weighted: lessTimes(s.weighted, by, s.weights),
    mixed,
    squares: lessTimes(lessTimes(s.squares, by, s.mixed), by, mixed),
  }
}

const rarest = 1e-9
