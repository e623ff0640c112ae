import { chiSquared } from '../distributions/chi-squared.ts'
import { above } from '../distributions/distribution.ts'
import { sum } from '../special/sum.ts'
import { type Unknown, unknownBecause, unlessOverflown } from '../unknown.ts'

/** A χ² statistic, and the chance of one at least as large if nothing is the matter. */
export type ChiSquaredTest = { readonly chi2: number; readonly df: number; readonly p: number }

/**
 * Pearson's χ² test that rows and columns of a table of counts are independent; `yates` moves each
 * count of a fourfold table by up to a half towards its expectation. Type-I error about alpha at one
 * planned look, with expectations of some five. Every row and column needs a count. O(cells).
 *
 * K. Pearson, Philosophical Magazine 50, 1900; F. Yates, Supplement to the JRSS 1, 1934.
 */
export function independence(
  table: readonly (readonly number[])[],
  { yates = false }: { readonly yates?: boolean } = {},
): ChiSquaredTest | Unknown {
  const width = table[0]?.length ?? 0
  if (table.some((row) => row.length !== width || row.some((count) => !(count >= 0)))) {
    return unknownBecause('OutOfRange')
  }
  if (table.length < 2 || width < 2) return unknownBecause('TooFew')
  const df = (table.length - 1) * (width - 1)
  const rows = table.map(sum)
  const columns = Array.from({ length: width }, (_, j) => sum(table.map((row) => row[j] ?? 0)))
  if ([...rows, ...columns].includes(0)) return unknownBecause('EmptyCategory')
  const total = sum(rows)
  const correction = yates && df === 1 ? 0.5 : 0
  const parts = table.flatMap((row, i) =>
    row.map((count, j) => {
      const expected = (rows[i] ?? 0) * ((columns[j] ?? 0) / total)
      const distance = Math.abs(count - expected)
      return (distance - Math.min(correction, distance)) ** 2 / expected
    }),
  )
  const chi2 = sum(parts)
  return unlessOverflown({ chi2, df, p: above(chiSquared(df), chi2) })
}
