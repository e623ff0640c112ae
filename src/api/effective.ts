import type { ExperimentSpec, Metric } from './experiment.ts'
import { metricKinds } from './metric-kinds.ts'
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
    metrics: metrics.map(understood),
  }
}

/**
 * Errors are held by an absolute margin: where nothing fails, no ratio can ever be proven. Latency is
 * held by a ratio, since nobody told us what slow means here.
 */
export const defaultGuardrails = [
  { name: 'default-errors', kind: 'ErrorRate', role: 'Guardrail', margin: { absolute: '0.01' } },
  {
    name: 'default-latency',
    kind: 'LatencyQuantile',
    role: 'Guardrail',
    quantile: '0.95',
    margin: { ratio: '1.20' },
  },
] as const satisfies readonly Metric[]

/** What a default guardrail stands in for: any guardrail of the user's that watches the same thing. */
const watchers = {
  'default-errors': ['ErrorRate'],
  'default-latency': ['LatencyAbove', 'LatencyQuantile'],
} as const satisfies {
  readonly [name in (typeof defaultGuardrails)[number]['name']]: readonly string[]
}

const isObjective = ({ role }: Metric) => role === 'Objective'

/** Guardrails guard a comparison: without an Objective nothing is compared, and none is added. */
function addedGuardrails(metrics: readonly Metric[]): readonly Metric[] {
  if (!metrics.some(isObjective)) return []
  const watched = metrics.filter(({ role }) => role === 'Guardrail').map(({ kind }) => kind)
  return defaultGuardrails.filter(
    ({ name }) => !watchers[name].some((kind) => watched.includes(kind)),
  )
}

/** Without an Objective nothing is compared. A shadow alone is a strategy of its own. */
function strategyOf({ metrics = [], traffic }: ExperimentSpec) {
  if (!metrics.some(isObjective)) return 'Replace'
  if (traffic.split !== undefined) return 'Split'
  if (traffic.canary !== undefined || traffic.shadow === undefined) return 'Canary'
  return 'Shadow'
}

function stepsOf({ traffic }: ExperimentSpec) {
  const steps = traffic.canary?.steps ?? defaultSteps.map((percent) => ({ percent }))
  return steps.map((step) => ({ minimumDuration: defaultStepDuration, ...step }))
}

function understood(metric: Metric) {
  const { goal } = { goal: 'Decrease' as const, ...metricKinds[metric.kind], ...metric }
  return {
    name: metric.name,
    kind: metric.kind,
    role: metric.role,
    goal,
    outcomeDelay: metric.outcomeDelay ?? '0s',
    ...(metric.role === 'Objective' ? { minimumEffect: metric.minimumEffect ?? '0' } : {}),
    ...(metric.margin === undefined ? {} : { margin: metric.margin }),
    ...(metric.limit === undefined ? {} : { limit: metric.limit }),
  }
}
