import type { Losses } from '../../stats/quality/quality.ts'
import { firstNumberOf, startOf } from '../numbering.ts'

/** Which tallies of an instance were told, by their numbers: what `losses` of the evidence come from. Plain JSON. */
export type Numbers = {
  readonly instance: string
  /** Those that were, in ascending order; nothing between two runs was. */
  readonly runs: readonly Run[]
  /** What of the numbers between them somebody else may have been told: they are not lost. */
  readonly unasked: number
  /** What runs say of which there is no room to remember each. */
  readonly before: Losses
  /** Whoever reads this has told nobody yet what it was told since. */
  readonly isReadAgain?: true
}

type Run = readonly [first: number, last: number]

export const noNumbers = (instance: string): Numbers => ({
  ...{ instance, runs: [], unasked: 0, before: { lost: 0, all: 0 } },
})

/** With one more. One that is known, or lies before all that is remembered, changes nothing. */
export function withNumber(known: Numbers, number: number): Numbers {
  const { runs } = known
  const isKnown = runs.some(([first, last]) => first <= number && number <= last)
  const isForgotten = known.before.all > 0 && number < (runs[0]?.[0] ?? 0)
  if (isKnown || isForgotten) return known
  const { isReadAgain, ...rest } = known
  const last = runs.at(-1)
  if (last !== undefined && number < last[0])
    return bounded({ ...known, runs: filled(runs, number) })
  const skipped = isReadAgain && last !== undefined ? missing(last, [number, number]) : 0
  return bounded({ ...rest, runs: filled(runs, number), unasked: rest.unasked + skipped })
}

/** As one who was not there when the last of them were told goes on: between those and the next one nothing is known to be lost. */
export const readAgain = (known: Numbers): Numbers => ({ ...known, isReadAgain: true })

/** As `evidenceOf` counts them of all tallies that were told. */
export function lossesOf({ runs, unasked, before }: Numbers): Losses {
  const between = runs.slice(1).reduce((sum, run, nth) => sum + missing(runs[nth] ?? run, run), 0)
  const lost = Math.max(0, between - unasked)
  const told = runs.reduce((sum, [first, last]) => sum + last - first + 1, 0)
  return { lost: before.lost + lost, all: before.all + told + lost }
}

/** Numbers have no gaps in a life of the instance, from its first on; how the life before has ended nobody knows. */
function missing([, last]: Run, [first]: Run): number {
  const isOneLife = startOf(first) === startOf(last)
  return first - 1 - (isOneLife ? last : firstNumberOf(startOf(first)))
}

function filled(runs: readonly Run[], number: number): readonly Run[] {
  const before = runs.filter(([, last]) => last < number)
  const after = runs.slice(before.length)
  const [left, right] = [before.at(-1), after[0]]
  const isLeft = left !== undefined && left[1] + 1 === number
  const isRight = right !== undefined && right[0] - 1 === number
  const run: Run = [isLeft ? left[0] : number, isRight ? right[1] : number]
  return [...before.slice(0, isLeft ? -1 : undefined), run, ...after.slice(isRight ? 1 : 0)]
}

/** The earliest runs are only counted, where there are too many. */
function bounded(known: Numbers): Numbers {
  const [first, second] = known.runs
  if (known.runs.length <= mostRuns || first === undefined || second === undefined) return known
  const lost = missing(first, second)
  const unasked = Math.min(known.unasked, lost)
  const { before } = known
  return {
    ...known,
    runs: known.runs.slice(1),
    unasked: known.unasked - unasked,
    before: {
      lost: before.lost + lost - unasked,
      all: before.all + first[1] - first[0] + 1 + lost - unasked,
    },
  }
}

const mostRuns = 32
