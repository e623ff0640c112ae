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
  /** By the table's bounds; else all that is asked is that nothing contradicts the promise. */
  readonly isStrict: boolean
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
        isStrict: isStrict(each, runs),
        isFulfilled: isFulfilled(each, figures, leastOpen(cell)),
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
 * Strictly: a false claim is made in at most 1.1 alpha of the runs, with an upper bound of at most 1.3 alpha, which
 * at .05 is .055 and .065. With so few runs or so small an alpha that not even a rate of alpha would pass
 * that, what is asked is that the rate can't be told from alpha: its lower bound lies below. The same of what must
 * be found.
 */
function isFulfilled(expected: Expectation, figures: Figures, open: number): boolean {
  const { rate, lower, upper, runs } = figures
  const strict = isStrict(expected, runs)
  switch (expected.kind) {
    case 'Holds': {
      const { alpha } = expected
      return strict ? rate <= 1.1 * alpha && upper <= 1.3 * alpha : lower <= alpha
    }
    case 'Fails':
      return lower > 1.3 * expected.alpha
    case 'Finds':
      return strict ? rate >= expected.atLeast : upper >= expected.atLeast
    case 'Opens':
      return upper >= open
    case 'Reported':
      return true
  }
}

/** Where nothing is claimed, a promise is kept by saying nothing. */
function leastOpen({ questions, opens = 0.5 }: Cell): number {
  const expected = questions.flatMap(({ claims }) => claims.flatMap((claim) => claim.expected))
  return expected.some(({ kind }) => kind === 'Holds') ? opens : 0
}

/** Whether so many failures of a promise are to be expected, at the edge of it, that their number speaks. */
function isStrict(expected: Expectation, runs: number): boolean {
  if (expected.kind === 'Holds') return runs * expected.alpha >= enough
  return expected.kind !== 'Finds' || runs * (1 - expected.atLeast) >= enough
}

const enough = 50
