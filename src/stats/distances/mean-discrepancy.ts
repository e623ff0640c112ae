import { type Unknown, unknownBecause } from '../unknown.ts'

/**
 * The unbiased squared maximum mean discrepancy of two samples of vectors, with the Gaussian kernel
 * exp(−|x − y|²/(2 sigma²)): its expectation is 0 where both come from one distribution and positive
 * otherwise, so by chance it may be negative. Requires two vectors each, of one length.
 * O((m + n)² · dimension).
 *
 * A. Gretton, K. M. Borgwardt, M. J. Rasch, B. Schölkopf, A. Smola, "A kernel two-sample test", JMLR
 * 13, 2012, lemma 6.
 */
export function meanDiscrepancy(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
  sigma: number,
): number | Unknown {
  if (a.length < 2 || b.length < 2) return unknownBecause('TooFew')
  const dimension = a[0]?.length
  const isRagged = [...a, ...b].some((row) => row.length !== dimension)
  if (isRagged || !(sigma > 0)) return unknownBecause('OutOfRange')
  return within(a, sigma) + within(b, sigma) - 2 * between(a, b, sigma)
}

/** The mean kernel of two different vectors of a sample. */
function within(rows: readonly (readonly number[])[], sigma: number): number {
  let sum = 0
  for (const [i, row] of rows.entries()) {
    for (let j = 0; j < i; j++) sum += kernel(row, rows[j] ?? row, sigma)
  }
  return (2 * sum) / rows.length / (rows.length - 1)
}

function between(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
  sigma: number,
): number {
  let sum = 0
  for (const row of a) for (const other of b) sum += kernel(row, other, sigma)
  return sum / a.length / b.length
}

function kernel(x: readonly number[], y: readonly number[], sigma: number): number {
  let squares = 0
  for (let i = 0; i < x.length; i++) squares += (((x[i] ?? 0) - (y[i] ?? 0)) / sigma) ** 2
  return Math.exp(-squares / 2)
}
