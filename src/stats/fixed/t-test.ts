import { student } from '../distributions/student.ts'
import { type Unknown, unknownBecause, unlessOverflown } from '../unknown.ts'
import { logHalf, pOf } from './tails.ts'

/** An estimated difference, tested against none, with its interval at 1 − alpha. */
export type TTest = {
  readonly estimate: number
  readonly standardError: number
  readonly t: number
  readonly df: number
  /** Two-sided. */
  readonly p: number
  readonly lower: number
  readonly upper: number
}

/** An estimate, and the square of its standard error. */
export type Effect = { readonly estimate: number; readonly squaredError: number }

/**
 * Student's t for an estimate whose squared error was itself estimated with `df` degrees of freedom:
 * type-I error alpha at *one* look that was planned in advance, and no promise at any other. A tail and a
 * quantile of Student's t.
 *
 * Student (W. S. Gosset), "The probable error of a mean", Biometrika 6, 1908.
 */
export function tTest(
  { estimate, squaredError }: Effect,
  df: number,
  alpha: number,
): TTest | Unknown {
  if (!(alpha > 0 && alpha < 1)) return unknownBecause('OutOfRange')
  if (!Number.isFinite(squaredError)) return unknownBecause('Overflow')
  if (squaredError <= 0) return unknownBecause('NoSpread')
  const standardError = Math.sqrt(squaredError)
  const t = estimate / standardError
  const reach = student(df).atAbove(logHalf(alpha)) * standardError
  const p = pOf(student(df), t, 'TwoSided')
  const [lower, upper] = [estimate - reach, estimate + reach]
  return unlessOverflown({ estimate, standardError, t, df, p, lower, upper })
}
