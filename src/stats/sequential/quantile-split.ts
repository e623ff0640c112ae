import type { Stratum } from '../strata/stratum.ts'
import { edgesAtRank, type LatencyHistogram, latencyHistogram } from '../sums/latency-histogram.ts'
import { rankOf } from '../sums/log-linear.ts'
import { total } from '../sums/statistic.ts'
import type { EpochEvents } from './event-split.ts'
import { requestsIn, type Slow, slowAt, type Thresholds, thresholdsAt } from './slow.ts'

/** What is kept from look to look, by epoch. */
export type QuantileSteps = {
  /** What counts as slow until the next look: the champion's quantile as it was at the last. */
  readonly edgeMs: number | undefined
  /** Slower than the edge, counted from the start of the epoch, as it was at the last look. */
  readonly lastLook: readonly (Slow & { readonly edgeMs: number })[]
  /** Slower than the edge of their time. */
  readonly events: readonly Slow[]
}

export const noSteps: QuantileSteps = { edgeMs: undefined, lastLook: [], events: [] }

/** The champion's outcomes before its quantile is taken for an edge. */
export const enoughForEdge = 200

/**
 * One more look at latency histograms. The question «is the challenger's quantile more than f times the
 * champion's?» becomes «is it slower than f·L more often than the champion is slower than L?», where L is
 * the champion's quantile as it stood at the look before: fixed before the requests that it judges, so
 * that the split of events (`event-split.ts`) is exact whatever latency does over the day. The two
 * questions are one where L is the quantile of its time; where the day has moved on, or L is still
 * uncertain, it is another quantile nearby that is compared.
 *
 * Should evidence be lost, nothing is learnt from its epoch until all counts are back where they were: no event
 * counts twice. Requires independent requests. O(epochs · (buckets + factors)).
 *
 * The idea of frozen thresholds is ours; S. R. Howard, A. Ramdas, "Sequential estimation of quantiles",
 * Bernoulli 28, 2022, for the problem.
 */
export function stepped(
  steps: QuantileSteps,
  strata: readonly Stratum<LatencyHistogram>[],
  { quantile, factors }: { readonly quantile: number; readonly factors: readonly number[] },
): QuantileSteps {
  const next = quantileEdge(strata, quantile) ?? steps.edgeMs
  if (next === undefined) return steps
  const at = thresholdsOnce(factors)
  const now = strata.map((stratum) => stepOf(steps, stratum, { at, next }))
  return {
    edgeMs: next,
    lastLook: renewed(
      steps.lastLook,
      now.map(({ last }) => last),
    ),
    events: renewed(
      steps.events,
      now.flatMap(({ events }) => events ?? []),
    ),
  }
}

/** The events for «more than the i-th factor», and for «less». */
export function eventsAt({ events }: QuantileSteps, i: number, side: 'more' | 'less') {
  return events.map(({ chance, champion, atMost, atLeast }): EpochEvents => {
    const challenger = (side === 'more' ? atMost : atLeast)[i] ?? 0
    return { chance, champion, challenger }
  })
}

/** The factors for which evidence is kept: 1, the margin, and others around them for an interval. */
export function factorsFor(margin: number | undefined): readonly number[] {
  if (margin === undefined || around.includes(margin)) return around
  return [...around, margin].sort((a, b) => a - b)
}

/** From half the latency to twice as much, in steps of 5 %. */
const around = Array.from({ length: 29 }, (_, i) => 1.05 ** (i - 14))

type Looking = { readonly at: (edgeMs: number) => Thresholds; readonly next: number }

/** One epoch: what came since its last look, judged by the edge of that look; and the counts at the next. */
function stepOf(
  steps: QuantileSteps,
  stratum: Stratum<LatencyHistogram>,
  { at, next }: Looking,
): { readonly last: QuantileSteps['lastLook'][number]; readonly events?: Slow } {
  const { epoch } = stratum
  const before = steps.lastLook.find((each) => each.epoch === epoch)
  const edgeMs = before?.edgeMs ?? steps.edgeMs
  const atNext = () => ({ ...slowAt(at(next), stratum), edgeMs: next })
  if (edgeMs === undefined) return { last: atNext() }
  if (before?.n === requestsIn(stratum)) return { last: before }

  const now = { ...slowAt(at(edgeMs), stratum), edgeMs }
  if (before !== undefined && hasShrunk(before, now)) return { last: before }
  const sum = steps.events.find((each) => each.epoch === epoch)
  return { last: edgeMs === next ? now : atNext(), events: summed(sum, lessBy(now, before)) }
}

const hasShrunk = (before: Slow, now: Slow) =>
  countsOf(now).some((count, i) => count < (countsOf(before)[i] ?? 0))

const countsOf = ({ n, champion, atMost, atLeast }: Slow) => [n, champion, ...atMost, ...atLeast]

const lessBy = (now: Slow, before: Slow | undefined) => combined(now, before, -1)
const summed = (sum: Slow | undefined, more: Slow) => combined(more, sum, 1)

function combined(a: Slow, b: Slow | undefined, sign: 1 | -1): Slow {
  const { epoch, chance } = a
  return {
    epoch,
    chance,
    n: a.n + sign * (b?.n ?? 0),
    champion: a.champion + sign * (b?.champion ?? 0),
    atMost: a.atMost.map((count, i) => count + sign * (b?.atMost[i] ?? 0)),
    atLeast: a.atLeast.map((count, i) => count + sign * (b?.atLeast[i] ?? 0)),
  }
}

/** Those that are new replace the old of their epoch; an epoch that isn't seen today is not forgotten. */
function renewed<T extends Slow>(old: readonly T[], now: readonly T[]): readonly T[] {
  return [...old.filter(({ epoch }) => now.every((each) => each.epoch !== epoch)), ...now]
}

/** Most epochs share their edges. */
function thresholdsOnce(factors: readonly number[]): (edgeMs: number) => Thresholds {
  const known = new Map<number, Thresholds>()
  return (edgeMs) => {
    const found = known.get(edgeMs) ?? thresholdsAt(edgeMs, factors)
    known.set(edgeMs, found)
    return found
  }
}

function quantileEdge(strata: readonly Stratum<LatencyHistogram>[], quantile: number) {
  const all = total(
    latencyHistogram(),
    strata.map(({ champion }) => champion.whole),
  )
  if (all.n < enoughForEdge) return undefined
  const edges = edgesAtRank(all, rankOf(quantile, all.n))
  return 'high' in edges && edges.high < Number.POSITIVE_INFINITY ? edges.high : undefined
}
