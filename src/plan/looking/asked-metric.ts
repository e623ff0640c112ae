import { defaultGuardrails, effective } from '../../api/effective.ts'
import type { ExperimentSpec, Metric } from '../../api/experiment.ts'
import type { MetricKindName, Role } from '../../api/metric-kinds.ts'
import { type Metric as Counted, metricOf } from '../../evidence/metrics/metric.ts'
import type { Question } from '../../stats/decision/question.ts'
import { numberIfGiven, numberIn } from './numbers.ts'

/** A metric as it is understood, in numbers. */
export type AskedMetric = Pick<Question, 'goal' | 'role' | 'minimumEffect' | 'margin' | 'limit'> & {
  readonly name: string
  readonly kind: MetricKindName
  readonly role: Role
  /** As routers count it. A Query they don't. */
  readonly counted?: Counted
  /** Of a quantile of latency. */
  readonly quantile?: number
}

/** All of them, with the guardrails that Contender adds. Requires a spec that the CRD lets through. */
export function askedMetrics(spec: ExperimentSpec): readonly AskedMetric[] {
  const given = [...(spec.metrics ?? []), ...Object.values(defaultGuardrails)]
  return effective(spec).metrics.flatMap(({ name, goal }) => {
    const metric = given.find((each) => each.name === name)
    return metric === undefined ? [] : [asked(metric, goal)]
  })
}

function asked(metric: Metric, goal: Question['goal']): AskedMetric {
  const { name, kind, role } = metric
  const counted = metricOf(metric)
  const margin = marginOf(metric)
  const [quantile, minimumEffect, limit] = [
    metric.quantile,
    metric.minimumEffect,
    metric.limit,
  ].map(numberIfGiven)
  return {
    ...{ name, kind, role, goal },
    ...(counted !== undefined && { counted }),
    ...(quantile !== undefined && { quantile }),
    ...(minimumEffect !== undefined && { minimumEffect }),
    ...(margin !== undefined && { margin }),
    ...(limit !== undefined && { limit }),
  }
}

function marginOf({ margin = {} }: Metric): Question['margin'] {
  if (margin.ratio !== undefined) return { ratio: numberIn(margin.ratio) }
  return margin.absolute === undefined ? undefined : { absolute: numberIn(margin.absolute) }
}
