import { count, type OpenRow } from '../books/open-row.ts'
import type { Metric } from '../metrics/metric.ts'
import type { Observation } from '../metrics/sums.ts'
import type { Prediction } from './answer.ts'

/** What two variants made of one request: the champion, whose answer went out, and a challenger, who had a copy of it. */
export type Pair = {
  readonly champion: Prediction
  /** Absent where the copy came to nothing: it was dropped under load, or never answered for since the router stopped. */
  readonly challenger: Prediction | undefined
}

/** With both. */
export type WholePair = Pair & { readonly challenger: Prediction }

/**
 * What the caller would have got of the challenger: where it failed, the champion's answer. So what becomes of a request is
 * counted as in live traffic, and the failure counts by itself; without these pairs, whoever fails on hard requests would win.
 */
export const standIn = ({ champion, challenger }: WholePair): Prediction =>
  challenger.failed ? champion : challenger

/**
 * Whether the challenger has labelled the request as the champion did: 1 or 0; one that failed has not. Nobody knows
 * where a label was not read.
 */
export function agreement({ champion, challenger }: WholePair): number | undefined {
  const { label } = champion.values
  if (label === undefined) return undefined
  if (challenger.failed) return 0
  if (challenger.values.label === undefined) return undefined
  return label === challenger.values.label ? 1 : 0
}

/** One more pair of a metric. */
export function countBoth(
  row: OpenRow,
  { metric, place }: { readonly metric: Metric; readonly place: number },
  champion: Observation,
  challenger: Observation,
): void {
  count(row.champion, place, metric, champion)
  count(row.sums, place, metric, challenger)
}
