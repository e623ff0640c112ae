import type { Confusion } from '../../sums/confusion.ts'
import type { Counts } from '../../sums/counts.ts'
import type { LatencyHistogram } from '../../sums/latency-histogram.ts'
import type { Moments } from '../../sums/moments.ts'
import type { ScoreHistogram } from '../../sums/score-histogram.ts'
import type { VectorMoments } from '../../sums/vector-moments.ts'
import type { Model } from '../outcomes/model.ts'
import type { Outcome } from '../outcomes/outcome.ts'
import type { Counter } from './counter.ts'
import { eventCounter } from './events.ts'
import { confusionCounter, saysYes, scoreCounter } from './labels.ts'
import { latencyCounter } from './latencies.ts'
import { momentCounter } from './moments.ts'
import { vectorCounter } from './vectors.ts'

/** As which statistic outcomes are counted. */
export type Counted = {
  readonly Events: Counts
  /** Right labels. */
  readonly Hits: Counts
  /** Latencies above an edge. */
  readonly Above: Counts
  readonly Values: Moments
  readonly SquaredErrors: Moments
  readonly AbsoluteErrors: Moments
  /** Squared distances of the probability from the label. */
  readonly Brier: Moments
  /** Values, and what was known before. */
  readonly Covaried: VectorMoments
  /** Top and bottom. */
  readonly Ratio: VectorMoments
  /** e², y and y². */
  readonly Explained: VectorMoments
  readonly Confusion: Confusion
  readonly Scores: ScoreHistogram
  readonly Latencies: LatencyHistogram
}

/** The name of a statistic. */
export type Kind = keyof Counted

/** `edgeMs` of `Above` and `Latencies` only; `shift` about which moments are taken. */
export type Counting = { readonly edgeMs: number; readonly shift: number }

/** Whether an outcome is an event. */
export type IsEvent = (outcome: Outcome) => boolean

const isYes: IsEvent = ({ first }) => first === 1
const isHit: IsEvent = (outcome) => saysYes(outcome) === isYes(outcome)
const isAbove =
  (edgeMs: number): IsEvent =>
  ({ first }) =>
    first > edgeMs

/** What makes an outcome an event, where events are counted. */
export function eventOf(kind: Kind, { edgeMs }: Counting): IsEvent | undefined {
  if (kind === 'Events') return isYes
  if (kind === 'Hits') return isHit
  return kind === 'Above' ? isAbove(edgeMs) : undefined
}

/** How each statistic is begun. */
export const counters: { readonly [K in Kind]: (counting: Counting) => Counter<Counted[K]> } = {
  Events: () => eventCounter(isYes),
  Hits: () => eventCounter(isHit),
  Above: ({ edgeMs }) => eventCounter(isAbove(edgeMs)),
  Values: ({ shift }) => momentCounter(shift, ({ first }) => first),
  SquaredErrors: ({ shift }) => momentCounter(shift, (outcome) => error(outcome) ** 2),
  AbsoluteErrors: ({ shift }) => momentCounter(shift, (outcome) => Math.abs(error(outcome))),
  Brier: ({ shift }) => momentCounter(shift, (outcome) => error(outcome) ** 2),
  Covaried: ({ shift }) => vectorCounter([shift, 0], ({ first, second }) => [first, second]),
  Ratio: () => vectorCounter([0, 0], ({ first, second }) => [first, second]),
  Explained: ({ shift }) =>
    vectorCounter([0, 0, 0], (outcome) => {
      const truth = outcome.first - shift
      return [error(outcome) ** 2, truth, truth ** 2]
    }),
  Confusion: confusionCounter,
  Scores: scoreCounter,
  Latencies: ({ edgeMs }) => latencyCounter([edgeMs]),
}

/** Of truths what was predicted too much; of classes how far the probability is from the label. */
const error = ({ first, second }: Outcome) => second - first

/** Near the values, so that no digits are lost. Declared once: the champion's mean at the start. */
export function shiftOf(model: Model, kind: Kind): number {
  if (model.kind === 'Value') return model.means[0] ?? 0
  if (model.kind !== 'Truths') return 0
  const deviation = model.errors[0] ?? 0
  if (kind === 'Explained') return model.mean
  return kind === 'SquaredErrors' ? deviation ** 2 : deviation
}
