import { alphaOfTry } from '../corrections/spending.ts'
import { sum } from '../special/sum.ts'
import { equalArrival } from './equal-arrival.ts'
import { latchedLogP } from './latched.ts'
import type { Arrivals, Losses, Missing, Pairs, Quality } from './quality.ts'
import {
  noSampleRatioLatch,
  type SampleRatio,
  type SampleRatioLatch,
  straysOf,
  watchSampleRatio,
} from './sample-ratio-watch.ts'

/** A reason not to judge. */
export type Doubt = {
  readonly name:
    | 'SampleRatioMismatch'
    | 'AssignmentUnstable'
    | 'TruthsMissing'
    | 'TalliesLost'
    | 'PairsIncomplete'
  readonly reason: string
}

/** What is never forgotten in a round. */
export type QualityLatch = {
  readonly sampleRatio: SampleRatioLatch
  /** The smallest ln p of equal arrival of truths, by metric and challenger. */
  readonly missing: { readonly [key: string]: number }
}

/** Before the first look. */
export const noQualityLatch: QualityLatch = { sampleRatio: noSampleRatioLatch, missing: {} }

/** What a mismatch must prove before it stops a round: one false stop in a thousand rounds. */
export const doubtAlpha = 0.001
/** Evidence may lack so much of its tallies. */
const tolerableLoss = 0.01
/**
 * And so many of its pairs: copies are dropped under load and run into timeouts, so some always lack an answer. What
 * is missing may be the harder part, and shift a rate by as much as its own share of the pairs. That 5 % of
 * them may be missing is therefore a judgement, not a theorem: a margin much below it wants fewer.
 */
const tolerablePairs = 0.05
/** So many units may have been given two variants, or one without a share, by an accident: more is a rule. */
const tolerableAccidents = 0.001

/**
 * Everything that forbids a judgement now, the gravest first, and what to remember of it. What chance can't explain
 * is not forgotten in this round; what was lost, or happened by accident, may become little of the whole. O(epochs) of
 * units and of each metric whose truths are watched.
 */
export function doubtsOf(
  quality: Quality,
  past: QualityLatch,
): {
  readonly doubts: readonly Doubt[]
  readonly sampleRatio: SampleRatio
  readonly latch: QualityLatch
} {
  const { sampleRatio, latch } = watchSampleRatio(quality.units, past.sampleRatio)
  const arrivals = quality.missing.map((each) => arrivalOf(each, past))
  const now = arrivals.map(({ key, logP }) => [key, logP] as const)
  const missing = { ...past.missing, ...Object.fromEntries(now) }
  // Spent in the order in which they were first asked, so that who comes later takes nothing back.
  const order = Object.keys(missing)
  const alphaOf = (key: string) => alphaOfTry(doubtAlpha, order.indexOf(key) + 1)
  const doubts = [
    ...mismatch(sampleRatio),
    ...accidents(quality.units),
    ...arrivals.flatMap(({ key, logP, reason }): readonly Doubt[] =>
      logP > Math.log(alphaOf(key)) ? [] : [{ name: 'TruthsMissing', reason }],
    ),
    ...lost(quality.tallies),
    ...incomplete(quality.pairs),
  ]
  return { doubts, sampleRatio, latch: { sampleRatio: latch, missing } }
}

function mismatch({ logP, observed, expected }: SampleRatio): readonly Doubt[] {
  if (logP > Math.log(doubtAlpha)) return []
  const counts = Object.keys(expected).map(
    (variant) =>
      `${variant} ${Math.round(observed[variant] ?? 0)}, expected ${Math.round(expected[variant] ?? 0)}`,
  )
  const reason = `units did not come in the configured shares of each epoch; of all epochs together by now: ${counts.join('; ')}`
  return [{ name: 'SampleRatioMismatch', reason }]
}

function accidents({ seen: { epochs }, conflicts = 0 }: Arrivals): readonly Doubt[] {
  const all = sum(epochs.flatMap(({ units }) => Object.values(units)))
  const found = (name: Doubt['name'], n: number, what: string): readonly Doubt[] =>
    n <= tolerableAccidents * all
      ? []
      : [{ name, reason: `${n} of ${all} units were given ${what}` }]
  return [
    ...found('SampleRatioMismatch', straysOf(epochs), 'a variant that had no share'),
    ...found('AssignmentUnstable', conflicts, 'two variants in one epoch'),
  ]
}

function arrivalOf({ metric, challenger, observed }: Missing, past: QualityLatch) {
  const key = `${challenger}/${metric}`
  const { logP, excess } = equalArrival(observed, doubtAlpha)
  const reason = `truths of ${metric} were not missing as often for ${challenger} as for the champion${pointsOf(excess)}`
  return { key, logP: latchedLogP(past.missing[key], logP), reason }
}

/** What was proven once may have levelled out since. */
function pointsOf(excess: number | undefined): string {
  if (excess === undefined) return ''
  const points = Number((100 * Math.abs(excess)).toPrecision(3))
  return `, by now ${points} points ${excess < 0 ? 'less' : 'more'} often`
}

function lost({ lost: n, all }: Losses): readonly Doubt[] {
  if (n <= tolerableLoss * all) return []
  return [
    { name: 'TalliesLost', reason: `${n} of ${all} intervals of the routers’ tallies are lost` },
  ]
}

function incomplete(pairs: Pairs | undefined): readonly Doubt[] {
  if (pairs === undefined) return []
  const all = pairs.complete + pairs.incomplete
  if (pairs.incomplete <= tolerablePairs * all) return []
  const reason = `${pairs.incomplete} of ${all} shadow pairs lack an answer`
  return [{ name: 'PairsIncomplete', reason }]
}
