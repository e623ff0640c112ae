import { effectOfRates } from '../effects/effect-of-rates.ts'
import { effectOf, levelOf } from '../effects/estimate-of.ts'
import { judgedBySequence } from '../effects/estimated.ts'
import { levelOfPairs } from '../effects/level-of-pairs.ts'
import { levelOfPairedUnits } from '../effects/level-of-units.ts'
import type { Latencies, LatencyPairs, Pairs, Split } from '../effects/observed.ts'
import { excessAt, plannedExcess } from '../effects/planned-size.ts'
import { ratioOfPairedQuantiles } from '../effects/ratio-of-paired-quantiles.ts'
import { ratioOfPairs } from '../effects/ratio-of-pairs.ts'
import { ratioOfQuantiles, ratioOfUnitQuantiles } from '../effects/ratio-of-quantiles.ts'
import { ratioOfRates } from '../effects/ratio-of-rates.ts'
import { ratioOfUnits } from '../effects/ratio-of-units.ts'
import { byLevelSplit } from '../sequential/by-split.ts'
import type { Inference } from '../sequential/inference.ts'
import { type Counts, counts } from '../sums/counts.ts'
import { total } from '../sums/statistic.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { type Asked, isMargin } from './asked.ts'
import type { Latch } from './latch.ts'
import type { Question } from './question.ts'

/**
 * How an always-valid row is judged: by what was observed and what is asked. The engine's choice of a method is made
 * here.
 */
export function inferenceOf(asked: Asked, latch: Latch, tunedFor: number): Inference | Unknown {
  const { observed, goal } = asked.question
  switch (observed.of) {
    case 'Split':
      return ofSplit(observed, asked, { latch, tunedFor })
    case 'Latencies':
      return ofLatencies(observed, asked, tunedFor)
    case 'Pairs':
      return ofPairs(observed, asked, tunedFor)
    case 'LatencyPairs':
      return ofLatencyPairs(observed, asked, tunedFor)
    case 'Reported':
      return asked.bound === 'Limit' ? reported(observed.value, goal) : unknownBecause('NoMethod')
  }
}

type Settings = { readonly latch: Latch; readonly tunedFor: number }

function ofSplit(split: Split, asked: Asked, settings: Settings): Inference | Unknown {
  switch (asked.bound) {
    case 'Limit':
      return split.figure === 'Rate' && split.units === undefined
        ? levelOfRate(split.strata.map(({ challenger }) => challenger.whole))
        : judgedBySequence(levelOf(split, asked.boundary), settings.tunedFor)
    case 'Ratio':
      return ratioOf(split, asked, settings)
    default:
      return differenceOf(split, asked, settings)
  }
}

function ratioOf(split: Split, { boundary }: Asked, { tunedFor }: Settings): Inference | Unknown {
  if (split.figure !== 'Rate') return unknownBecause('NoMethod')
  return split.units === undefined
    ? ratioOfRates(split.strata, excessAt(boundary))
    : ratioOfUnits(split.strata, split.units, tunedFor)
}

function differenceOf(split: Split, asked: Asked, { latch, tunedFor }: Settings) {
  const isSplit =
    split.figure === 'Rate' && split.units === undefined && latch.rateChoice?.method !== 'Sequence'
  return isSplit
    ? effectOfRates(split.strata, latch.rateChoice)
    : judgedBySequence(effectOf(split, marginOf(asked)), tunedFor)
}

/** The average chance of an event over the requests so far, whoever made them: no independence is asked for. */
const levelOfRate = (parts: readonly Counts[]) => byLevelSplit(total(counts, parts), plannedExcess)

function ofLatencies(observed: Latencies, { bound }: Asked, tunedFor: number) {
  if (bound !== 'Ratio') return unknownBecause('NoMethod')
  return observed.units === undefined
    ? ratioOfQuantiles(observed, tunedFor)
    : ratioOfUnitQuantiles(observed, observed.units, tunedFor)
}

function ofPairs(observed: Pairs, asked: Asked, tunedFor: number) {
  if (asked.bound === 'Effect' || asked.bound === 'Margin')
    return judgedBySequence(effectOf(observed, marginOf(asked)), tunedFor)
  if (asked.bound === 'Limit') return levelAmongPairs(observed, asked.boundary, tunedFor)
  return observed.figure === 'Rate' ? ratioOfPairs(observed, tunedFor) : unknownBecause('NoMethod')
}

function levelAmongPairs(observed: Pairs, limit: number, tunedFor: number) {
  if (observed.figure !== 'Rate') return judgedBySequence(levelOfPairs(observed), tunedFor)
  const { strata, effective, asLarge } = observed
  if (effective === undefined) return levelOfRate(strata.map(({ pairs }) => pairs.whole.challenger))
  return judgedBySequence(levelOfPairedUnits(strata, { effective, asLarge, limit }), tunedFor)
}

const ofLatencyPairs = (observed: LatencyPairs, { bound }: Asked, tunedFor: number) =>
  bound === 'Ratio' ? ratioOfPairedQuantiles(observed, tunedFor) : unknownBecause('NoMethod')

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
