import { defaultGuardrails, effective } from '../../api/effective.ts'
import type { ExperimentSpec, Metric } from '../../api/experiment.ts'
import { kindRows } from '../../api/metric-kinds.ts'
import type { RoutingPlan, ScoredMetric } from '../../api/routing-plan.ts'

type Held = Pick<RoutingPlan, 'task' | 'metrics'>

/**
 * What routers count of an experiment: all metrics as they are understood, but those that somebody else measures. As long as a
 * round lasts, a name counts what it counted before: sums of two things would else be called by one. What doesn't fit
 * to what is held waits for the next round.
 */
export function countedIn(spec: ExperimentSpec, before: Held | undefined): Held {
  const task = before?.task ?? spec.task
  const held = new Map(before?.metrics.map((metric) => [metric.name, metric]))
  const metrics = metricsOf(spec)
    .filter(({ kind }) => kind !== 'Query')
    .map((metric) => held.get(metric.name) ?? scored(metric))
    .filter(({ kind }) => (kindRows[kind].task ?? task) === task)
  return { task, metrics }
}

function metricsOf(spec: ExperimentSpec): readonly Metric[] {
  const known: readonly Metric[] = [...(spec.metrics ?? []), ...Object.values(defaultGuardrails)]
  return effective(spec).metrics.flatMap(({ name }) => {
    const metric = known.find((each) => each.name === name)
    return metric === undefined ? [] : [metric]
  })
}

/** How it is judged is no concern of who counts. */
function scored(metric: Metric): ScoredMetric {
  const { name, kind, outcomeDelay, latencyThreshold, field, clip } = metric
  const { largestError, positiveLabel } = metric
  return {
    ...{ name, kind },
    ...(outcomeDelay !== undefined && { outcomeDelay }),
    ...(latencyThreshold !== undefined && { latencyThreshold }),
    ...(field !== undefined && { field }),
    ...(clip !== undefined && { clip }),
    ...(largestError !== undefined && { largestError }),
    ...(positiveLabel !== undefined && { positiveLabel }),
  }
}
