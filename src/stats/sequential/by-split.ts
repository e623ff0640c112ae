import {
  type EpochRates,
  estimateOf,
  exchanged,
  moreByDifference,
  type Rate,
} from './difference-split.ts'
import { type EpochEvents, exchangedEvents, moreEvents, ratioOf } from './event-split.ts'
import type { Inference } from './inference.ts'
import { complement, moreThanLevel } from './level-split.ts'

/**
 * The ratio of rates, by the split of events: exact from the first event on. O(bets · epochs) a p value, some five
 * times that a bound.
 */
export function byEventSplit(epochs: readonly EpochEvents[], scale: number): Inference {
  const more = moreEvents(epochs, scale)
  const less = moreEvents(epochs.map(exchangedEvents), scale)
  return {
    method: 'EventSplit',
    estimate: ratioOf(epochs),
    gates: [],
    low: more.lowest,
    high: (alpha) => 1 / less.lowest(alpha),
    logPMore: (ratio) => logPOf(more.logEvidence(ratio)),
    logPLess: (ratio) => logPOf(less.logEvidence(1 / Math.max(0, ratio))),
  }
}

/**
 * The difference of rare rates, by bets on each unit: exact from the first unit on. Units that didn't come by
 * the given chance may refuse both sides of a value: then low lies above high. O(bets · epochs) a p value, some five
 * times that a bound.
 */
export function byDifferenceSplit(epochs: readonly EpochRates[], scale: number): Inference {
  const more = moreByDifference(epochs, scale)
  const less = moreByDifference(epochs.map(exchanged), scale)
  const isEmpty = epochs.every(({ champion, challenger }) => champion.n === 0 || challenger.n === 0)
  return {
    method: 'DifferenceSplit',
    estimate: isEmpty ? undefined : estimateOf(epochs).near,
    gates: [],
    low: more.lowest,
    high: (alpha) => -less.lowest(alpha),
    logPMore: (difference) => logPOf(more.logEvidence(difference)),
    logPLess: (difference) => logPOf(less.logEvidence(-difference)),
  }
}

/**
 * The rate of one variant, by likelihood ratios: exact from the first unit on. O(bets) a p value, some five times that
 * a bound.
 */
export function byLevelSplit(rate: Rate, scale: number): Inference {
  const more = moreThanLevel(rate, scale)
  const less = moreThanLevel(complement(rate), scale)
  return {
    method: 'LevelSplit',
    estimate: rate.n === 0 ? undefined : rate.events / rate.n,
    gates: [],
    low: more.lowest,
    high: (alpha) => 1 - less.lowest(alpha),
    logPMore: (level) => logPOf(more.logEvidence(level)),
    logPLess: (level) => logPOf(less.logEvidence(1 - level)),
  }
}

/** The reciprocal of evidence that never exceeds 1/alpha but with probability alpha is a p value. */
const logPOf = (logEvidence: number) => Math.min(0, -logEvidence)
