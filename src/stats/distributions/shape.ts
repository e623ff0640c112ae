/**
 * The rule for parameters that must be positive: what is not above 1e-100 counts as 1e-100, and what
 * is above 1e100 as 1e100. So every distribution has an answer for every number.
 */
export function shape(x: number): number {
  return x > 1e-100 ? Math.min(x, 1e100) : 1e-100
}
