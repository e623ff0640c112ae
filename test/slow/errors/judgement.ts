import { beta } from '../../../src/stats/distributions/beta.ts'
import { pointAbove, pointBelow } from '../../../src/stats/distributions/distribution.ts'
import type { Cell, Expectation } from './cell.ts'
import type { Outcome } from './simulate.ts'

/** One claim of a cell, what was expected of it, and what came. */
export type Line = {
  readonly cell: Cell
  readonly claim: string
  readonly expected: Expectation
  readonly runs: number
  readonly made: number
  readonly rate: number
  /** Each with a confidence of 95 %. */
  readonly lower: number
  readonly upper: number
  readonly isFulfilled: boolean
}

export function linesOf(cell: Cell, { runs, firsts }: Outcome): readonly Line[] {
  const claims = cell.questions.flatMap((question) => question.claims)
  return claims.flatMap(({ name, expected }, i) =>
    expected.map((each): Line => {
      const made = countedBy(firsts[i] ?? [], cell, each)
      const figures = { runs, made, rate: made / runs, ...bounds(made, runs) }
      return {
        cell,
        claim: name,
        expected: each,
        ...figures,
        isFulfilled: isFulfilled(each, figures),
      }
    }),
  )
}

function countedBy(firsts: readonly number[], { looks }: Cell, expected: Expectation): number {
  const by = expected.kind === 'Finds' ? expected.by : Number.POSITIVE_INFINITY
  return firsts.reduce((sum, n, look) => sum + ((looks[look] ?? 0) <= by ? n : 0), 0)
}

/** C. J. Clopper, E. S. Pearson, Biometrika 26, 1934: each bound by itself holds with 95 %. */
function bounds(made: number, runs: number) {
  return {
    lower: made === 0 ? 0 : pointBelow(beta(made, runs - made + 1), 0.05),
    upper: made === runs ? 1 : pointAbove(beta(made + 1, runs - made), 0.05),
  }
}

type Figures = Pick<Line, 'rate' | 'lower' | 'upper' | 'runs'>

/**
 * At alpha .05 and 4,000 runs: the estimate at most .055, its upper bound at most .065. With so few runs
 * or so small an alpha that not even a rate of alpha would pass that, what is asked is that the rate can't be told
 * from alpha: its lower bound lies below.
 */
function isFulfilled(expected: Expectation, { rate, lower, upper, runs }: Figures): boolean {
  switch (expected.kind) {
    case 'Holds': {
      const { alpha } = expected
      if (runs * alpha < enough) return lower <= alpha
      return rate <= 1.1 * alpha && upper <= 1.3 * alpha
    }
    case 'Fails':
      return lower > 1.3 * expected.alpha
    case 'Finds':
      return runs * (1 - expected.atLeast) < enough / 2
        ? upper >= expected.atLeast
        : rate >= expected.atLeast
    case 'Reported':
      return true
  }
}

/** False alarms to be expected before the table's bounds make sense. */
const enough = 100
