import type { MetricKindName } from '../../api/metric-kinds.ts'
import { milliseconds } from '../../api/quantities.ts'
import type { ScoredMetric } from '../../api/routing-plan.ts'
import { kinds } from './kinds.ts'

/** What routers count: every kind but the one that somebody else measures. */
export type CountedKind = Exclude<MetricKindName, 'Query'>

/**
 * A metric of a plan, in numbers: all that decides what its sums are sums of. Plain JSON; a tally carries it beside
 * them, so that sums of two different things are never added up because they bear one name.
 */
export type Metric = {
  readonly name: string
  readonly kind: CountedKind
  /** 0 where the answer alone says it. */
  readonly delayMs: number
  readonly thresholdMs?: number
  readonly field?: string
  readonly clip?: readonly [low: number, high: number]
  readonly largestError?: number
  readonly positiveLabel?: string
  /** Sums are kept about it. */
  readonly shift: number
}

/** Nothing of a Query, which routers do not count. */
export function metricOf(planned: ScoredMetric): Metric | undefined {
  const { name, kind, outcomeDelay, latencyThreshold, field, clip, shift = 0 } = planned
  const { largestError, positiveLabel } = planned
  if (kind === 'Query') return undefined
  const [low, high] = clip ?? []
  return {
    name,
    kind,
    delayMs: outcomeDelay === undefined ? 0 : milliseconds(outcomeDelay),
    ...(latencyThreshold !== undefined && { thresholdMs: milliseconds(latencyThreshold) }),
    ...(field !== undefined && { field }),
    ...(low !== undefined && high !== undefined && { clip: [Number(low), Number(high)] as const }),
    ...(largestError !== undefined && { largestError: Number(largestError) }),
    ...(positiveLabel !== undefined && { positiveLabel }),
    shift,
  }
}

/**
 * Two metrics whose sums may be added up have the same one. About which shift sums are does not matter, where they can
 * be moved to another.
 */
export function identityOf({ shift, ...metric }: Metric): string {
  return JSON.stringify(kinds[metric.kind].sums === 'Vector' ? { ...metric, shift } : metric)
}
