import { kindRows } from '../api/metric-kinds.ts'
import { labelIsTooLong } from '../api/metrics.ts'
import { milliseconds } from '../api/quantities.ts'
import { type RoutingPlan, routingPlanSchema, type ScoredMetric } from '../api/routing-plan.ts'
import type { PlanProblem } from './plan-problems.ts'
import { isLabel } from './receipt-values.ts'

/** Metrics that no router could count, or not as they are meant. */
export function metricProblems(plan: RoutingPlan): readonly PlanProblem[] {
  return plan.metrics.flatMap((metric, nth) => [
    ...missingFrom(metric).map((field) => ({
      path: ['metrics', nth, field],
      message: `give ${field}, which ${metric.kind} cannot do without`,
    })),
    ...rules
      .filter(({ isBroken }) => isBroken(metric, plan))
      .map(({ field, way }) => ({ path: ['metrics', nth, field], message: way(metric, plan) })),
  ])
}

/** Of what a kind needs, only what counting takes is in a plan: `goal` and its like are for whoever judges. */
function missingFrom({ kind, ...given }: ScoredMetric): readonly string[] {
  const fields = Object.keys(routingPlanSchema.properties.metrics.items.properties)
  const needed = kindRows[kind].needs.filter((field) => fields.includes(field))
  return needed.filter((field) => !Object.hasOwn(given, field))
}

type Rule = {
  readonly field: keyof ScoredMetric
  readonly isBroken: (metric: ScoredMetric, plan: RoutingPlan) => boolean
  readonly way: (metric: ScoredMetric, plan: RoutingPlan) => string
}

const rules: readonly Rule[] = [
  {
    field: 'kind',
    isBroken: ({ kind }) => kind === 'Query',
    way: () => 'remove the metric: routers count nothing of a Query',
  },
  {
    field: 'kind',
    isBroken: ({ kind }, { task }) => (kindRows[kind].task ?? task) !== task,
    way: ({ kind }, { task }) =>
      `choose another kind: ${kind} is for the task ${kindRows[kind].task}, not ${task}`,
  },
  {
    field: 'clip',
    isBroken: ({ clip: [lowest, highest] = ['0', '1'] }) => !(Number(lowest) < Number(highest)),
    way: () => 'give the lower end first: ["-50", "50"]',
  },
  {
    field: 'largestError',
    isBroken: ({ largestError = '1' }) => !(Number(largestError) > 0),
    way: () => 'give a largestError above zero, or none',
  },
  {
    field: 'positiveLabel',
    isBroken: ({ positiveLabel = '' }) => !isLabel(positiveLabel),
    way: () => labelIsTooLong,
  },
  ...(['outcomeDelay', 'latencyThreshold'] as const).map((field) => ({
    field,
    isBroken: (metric: ScoredMetric) => !(milliseconds(metric[field] ?? '1s') > 0),
    way: () => 'give a duration above zero',
  })),
  {
    field: 'outcomeDelay',
    isBroken: ({ outcomeDelay = '0s' }, { acceptFor }) =>
      milliseconds(outcomeDelay) > milliseconds(acceptFor),
    way: (_, { acceptFor }) =>
      `give one of at most ${acceptFor} (acceptFor): after that no outcome is accepted`,
  },
]
