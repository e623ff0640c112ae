import { defaultRouterReplicas, type ExperimentSpec, type Metric } from './experiment.ts'
import { kindRows } from './metric-kinds.ts'
import { defaultStepDuration, defaultSteps } from './traffic.ts'
import { defaultReplicas } from './variants.ts'

/**
 * How a valid spec is understood where it leaves the choice to Contender. The API server fills in the
 * defaults of objects; what is absent in a list, or is a list, is decided here and shown in
 * `status.effective`, since a default written into a list would fight with GitOps.
 */
export function effective(spec: ExperimentSpec) {
  const metrics = [...(spec.metrics ?? []), ...addedGuardrails(spec.metrics ?? [])]
  const strategy = strategyOf(spec)
  const { split, shadow } = spec.traffic
  return {
    strategy,
    shadowFirst: shadow !== undefined && (strategy === 'Canary' || strategy === 'Split'),
    ...(strategy === 'Canary' ? { steps: stepsOf(spec) } : {}),
    ...(strategy === 'Split' && split !== undefined ? { shares: split.challengers } : {}),
    replicas: spec.variants
      .filter(({ service, autoscaling }) => service === undefined && autoscaling === undefined)
      .map(({ name, replicas = defaultReplicas }) => ({ name, replicas })),
    routerReplicas: spec.router.replicas ?? defaultRouterReplicas,
    metrics: metrics.map(understood),
  }
}

/**
 * Errors are compared by an absolute margin: where nothing fails, no ratio can ever be proven. Latency
 * is compared by a ratio, since nobody told us what slow means here.
 */
export const defaultGuardrails = {
  errors: {
    name: 'default-errors',
    kind: 'ErrorRate',
    role: 'Guardrail',
    margin: { absolute: '0.005' },
  },
  latency: {
    name: 'default-latency',
    kind: 'LatencyQuantile',
    role: 'Guardrail',
    quantile: '0.95',
    margin: { ratio: '1.10' },
  },
} as const satisfies { readonly [watched: string]: Metric }

const isObjective = ({ role }: Metric) => role === 'Objective'

/**
 * Guardrails guard a comparison: without an Objective nothing is compared, and none is added. Nor where
 * one of the user's compares the same thing with the champion's; a limit does not: errors may rise far
 * below it.
 */
function addedGuardrails(metrics: readonly Metric[]): readonly Metric[] {
  if (!metrics.some(isObjective)) return []
  const watched = metrics
    .filter(({ margin }) => margin !== undefined)
    .map(({ kind }) => kindRows[kind].watches)
  return Object.entries(defaultGuardrails)
    .filter(([what]) => !watched.some((is) => is === what))
    .map(([, guardrail]) => guardrail)
}

/** Without an Objective nothing is compared. A shadow alone is a strategy of its own. */
function strategyOf({ metrics = [], traffic }: ExperimentSpec) {
  if (!metrics.some(isObjective)) return 'Replace'
  if (traffic.split !== undefined) return 'Split'
  if (traffic.canary !== undefined || traffic.shadow === undefined) return 'Canary'
  return 'Shadow'
}

type Steps = NonNullable<ExperimentSpec['traffic']['canary']>['steps']

function stepsOf({ traffic }: ExperimentSpec) {
  const steps: Steps = traffic.canary?.steps ?? defaultSteps.map((percent) => ({ percent }))
  return steps.map(({ percent, minimumDuration = defaultStepDuration }) => ({
    percent,
    minimumDuration,
  }))
}

function understood(metric: Metric) {
  const { name, kind, role, quantile, latencyThreshold, outcomeDelay, minimumEffect } = metric
  const goal = metric.goal ?? kindRows[kind].goal ?? 'Decrease'
  const given = { latencyThreshold, quantile, outcomeDelay, minimumEffect }
  const bounds = { margin: metric.margin, limit: metric.limit }
  return { name, kind, role, goal, ...present(given), ...present(bounds) }
}

/** The fields that are there: an absent one must not be written as undefined. */
function present<T extends object>(fields: T) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
