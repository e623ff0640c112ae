import { binomial } from '../../../src/stats/distributions/binomial.ts'
import { chiSquared } from '../../../src/stats/distributions/chi-squared.ts'

/** How often a sound hash may fail one comparison, had its salt been drawn by chance. */
const doubt = 1e-9

/** Whether so many of n may be chance, where each is with this probability: the exact binomial, both tails. */
export function mayBe(count: number, n: number, share: number): boolean {
  const counts = binomial(n, share)
  const log = Math.log(doubt / 2)
  return count >= counts.atBelow(log) && count <= counts.atAbove(log)
}

/** Whether a table of counts may come from these shares of all (chi-square, all cells known beforehand). */
export function mayCome(counts: readonly number[], shares: readonly number[]): boolean {
  const n = counts.reduce((a, b) => a + b, 0)
  const misfit = counts.reduce((sum, count, cell) => {
    const expected = n * (shares[cell] ?? 0)
    return sum + (count - expected) ** 2 / expected
  }, 0)
  return chiSquared(counts.length - 1).logAbove(misfit) >= Math.log(doubt)
}

/** How many fall into each of some cells. */
export function counted(all: Iterable<number>, cells: number): readonly number[] {
  const counts = new Array<number>(cells).fill(0)
  for (const cell of all) counts[cell] = (counts[cell] ?? 0) + 1
  return counts
}

export const equal = (cells: number): readonly number[] => new Array<number>(cells).fill(1 / cells)
