import { effectOfRates } from '../effects/effect-of-rates.ts'
import { effectOf, levelOf } from '../effects/estimate-of.ts'
import { judgedBySequence } from '../effects/estimated.ts'
import type { Latencies, Pairs, Split } from '../effects/observed.ts'
import { excessAt, plannedExcess } from '../effects/planned-size.ts'
import { ratioOfQuantiles, ratioOfUnitQuantiles } from '../effects/ratio-of-quantiles.ts'
import { ratioOfRates } from '../effects/ratio-of-rates.ts'
import { ratioOfUnits } from '../effects/ratio-of-units.ts'
import { byLevelSplit } from '../sequential/by-split.ts'
import type { Inference } from '../sequential/inference.ts'
import { noSteps } from '../sequential/quantile-split.ts'
import { type Counts, counts } from '../sums/counts.ts'
import { total } from '../sums/statistic.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { type Asked, isMargin } from './asked.ts'
import type { Latch } from './latch.ts'
import type { Question } from './question.ts'

/** How an always-valid row is judged: by what was observed and what is asked. The engine's choice of a method is made here. */
export function inferenceOf(asked: Asked, latch: Latch, tunedFor: number): Inference | Unknown {
  const { observed, goal } = asked.question
  switch (observed.of) {
    case 'Split':
      return ofSplit(observed, asked, { latch, tunedFor })
    case 'Latencies':
      return ofLatencies(observed, asked, { latch, tunedFor })
    case 'Pairs':
      return ofPairs(observed, asked, tunedFor)
    case 'Reported':
      return asked.bound === 'Limit' ? reported(observed.value, goal) : unknownBecause('OutOfRange')
  }
}

type Settings = { readonly latch: Latch; readonly tunedFor: number }

function ofSplit(split: Split, asked: Asked, settings: Settings): Inference | Unknown {
  switch (asked.bound) {
    case 'Limit':
      return split.figure === 'Rate'
        ? levelOfRate(split.strata.map(({ challenger }) => challenger.whole))
        : judgedBySequence(levelOf(split, 'challenger'), settings.tunedFor)
    case 'Ratio':
      return ratioOf(split, asked, settings)
    default:
      return differenceOf(split, asked, settings)
  }
}

function ratioOf(split: Split, { boundary }: Asked, { tunedFor }: Settings): Inference | Unknown {
  if (split.figure !== 'Rate') return unknownBecause('OutOfRange')
  return split.units === undefined
    ? ratioOfRates(split.strata, excessAt(boundary))
    : ratioOfUnits(split.strata, split.units, tunedFor)
}

function differenceOf(split: Split, asked: Asked, { latch, tunedFor }: Settings) {
  const isSplit =
    split.figure === 'Rate' && split.units === undefined && latch.rateMethod !== 'Sequence'
  return isSplit
    ? effectOfRates(split.strata, latch.rateMethod, plannedExcess)
    : judgedBySequence(effectOf(split, marginOf(asked)), tunedFor)
}

/** The average chance of an event over the requests so far, whoever made them: no independence is asked for. */
const levelOfRate = (parts: readonly Counts[]) => byLevelSplit(total(counts, parts), plannedExcess)

function ofLatencies(observed: Latencies, asked: Asked, { latch, tunedFor }: Settings) {
  if (asked.bound !== 'Ratio') return unknownBecause('OutOfRange')
  if (observed.units !== undefined) return ratioOfUnitQuantiles(observed, observed.units, tunedFor)
  return ratioOfQuantiles(observed, latch.steps ?? noSteps, {
    margin: marginOf(asked),
    scale: plannedExcess,
  })
}

function ofPairs(observed: Pairs, asked: Asked, tunedFor: number) {
  if (asked.bound === 'Ratio') return unknownBecause('OutOfRange')
  if (asked.bound !== 'Limit')
    return judgedBySequence(effectOf(observed, marginOf(asked)), tunedFor)
  return observed.figure === 'Rate'
    ? levelOfRate(observed.strata.map(({ pairs }) => pairs.whole.challenger))
    : unknownBecause('OutOfRange')
}

/** What somebody else measured is taken at its word. A limit is the worst *acceptable* level. */
function reported(value: number | undefined, goal: Question['goal']): Inference | Unknown {
  if (value === undefined || !Number.isFinite(value)) return unknownBecause('NoReading')
  const certain = (claim: boolean) => (claim ? Number.NEGATIVE_INFINITY : 0)
  const isMore = goal === 'Increase'
  return {
    method: 'Reported',
    estimate: value,
    gates: [],
    low: () => value,
    high: () => value,
    logPMore: (limit) => certain(isMore ? value >= limit : value > limit),
    logPLess: (limit) => certain(isMore ? value < limit : value <= limit),
  }
}

const marginOf = (asked: Asked) => (isMargin(asked) ? asked.boundary : undefined)
