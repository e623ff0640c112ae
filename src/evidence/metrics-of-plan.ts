import { kindRows } from '../api/metric-kinds.ts'
import { milliseconds } from '../api/quantities.ts'
import type { RoutingPlan } from '../api/routing-plan.ts'
import type { Slices } from '../stats/strata/maturity.ts'
import { type Observe, observations } from './counting/answer.ts'
import { type KindFrom, kinds } from './metrics/kinds.ts'
import { type CountedKind, type Metric, metricOf } from './metrics/metric.ts'
import { type Needs, needsOf } from './needs.ts'
import { type Part, partOf } from './scores/part.ts'
import type { Score } from './scores/score.ts'
import { scores } from './scores/scores.ts'

/** What a plan has counted, prepared once. */
export type PlanMetrics = {
  readonly round: number
  readonly slices: Slices
  /** Known with the answer. */
  readonly byAnswer: readonly { readonly metric: Metric; readonly observe: Observe }[]
  /** Known with a part of the outcome; `tellsPairs`: it may differ between two answers to one request. */
  readonly byOutcome: readonly {
    readonly metric: Metric
    readonly part: Part
    readonly score: Score
    readonly tellsPairs: boolean
  }[]
  /** Known when two have answered one request. */
  readonly byCopies: readonly Metric[]
  readonly needs: Needs
}

/** Requires a plan in which `planProblems` finds none. */
export function metricsOfPlan(
  plan: Pick<RoutingPlan, 'round' | 'slices' | 'metrics'>,
): PlanMetrics {
  const metrics = plan.metrics.map(metricOf).filter((metric) => metric !== undefined)
  return {
    round: plan.round,
    slices: {
      startMs: Date.parse(plan.slices.start),
      lengthMs: milliseconds(plan.slices.length),
    },
    byAnswer: metrics.flatMap((metric) => {
      const { kind } = metric
      return isFrom('Answer', kind) ? [{ metric, observe: observations[kind](metric) }] : []
    }),
    byOutcome: metrics.flatMap((metric) => {
      const { kind } = metric
      if (!isFrom('Outcome', kind)) return []
      const tellsPairs = kindRows[kind].sameInShadow !== true
      return [{ metric, part: partOf(metric), score: scores[kind](metric), tellsPairs }]
    }),
    byCopies: metrics.filter(({ kind }) => isFrom('Copies', kind)),
    needs: needsOf(metrics),
  }
}

function isFrom<From extends 'Answer' | 'Outcome' | 'Copies'>(
  from: From,
  kind: CountedKind,
): kind is KindFrom<From> {
  return kinds[kind].from === from
}
