import { stream } from '../../../src/stats/simulation/chance.ts'
import { createExperiment } from '../../../src/stats/simulation/experiment.ts'
import { createIncrements, type Independent } from '../../../src/stats/simulation/increments.ts'
import type { Live } from '../../../src/stats/simulation/look.ts'
import { timeOf } from '../../../src/stats/simulation/traffic.ts'
import type { Cell } from './cell.ts'

/** By claim: in how many runs it was made first at each look. */
export type Outcome = { readonly runs: number; readonly firsts: readonly (readonly number[])[] }

export type Shard = { readonly seed: number; readonly from: number; readonly to: number }

/** The runs [from, to) of a cell. A run depends on nothing but the cell, the seed and its number. */
export function simulate(cell: Cell, { seed, from, to }: Shard): Outcome {
  const claims = cell.questions.flatMap((question) => question.claims)
  const firsts = claims.map(() => cell.looks.map(() => 0))
  const own = Math.floor(stream(seed, cell.name)() * 2 ** 31)
  for (let run = from; run < to; run++) {
    for (const [claim, look] of once(cell, create(cell, own, run)).entries()) {
      const counted = firsts[claim]
      if (look !== undefined && counted !== undefined) counted[look] = (counted[look] ?? 0) + 1
    }
  }
  return { runs: to - from, firsts }
}

/** By claim, the first look at which it was made, if any. */
function once(cell: Cell, live: Live): readonly (number | undefined)[] {
  const watches = cell.questions.map(({ begin }) => begin(live))
  const firsts: (number | undefined)[] = cell.questions.flatMap(({ claims }) =>
    claims.map(() => undefined),
  )
  for (const [look, requests] of cell.looks.entries()) {
    live.advance(timeOf(cell.scenario.traffic, requests))
    const seen = live.look()
    const made = watches.flatMap((watch) => watch(seen))
    for (const [claim, isMade] of made.entries()) if (isMade) firsts[claim] ??= look
    if (firsts.every((first) => first !== undefined)) break
  }
  return firsts
}

function create({ scenario, by }: Cell, seed: number, run: number): Live {
  // What a cell says of itself, its author vouches for.
  return by === 'Sums'
    ? createIncrements(scenario as Independent, seed, run)
    : createExperiment(scenario, seed, run)
}

export const noOutcome = (cell: Cell): Outcome => ({
  runs: 0,
  firsts: cell.questions.flatMap(({ claims }) => claims.map(() => cell.looks.map(() => 0))),
})

export const together = (a: Outcome, b: Outcome): Outcome => ({
  runs: a.runs + b.runs,
  firsts: a.firsts.map((row, claim) => row.map((n, look) => n + (b.firsts[claim]?.[look] ?? 0))),
})
