import type { RoutingPlan, ScoredMetric } from '../../../src/api/routing-plan.ts'
import type { Answer } from '../../../src/evidence/counting/answer.ts'
import type { Scorable } from '../../../src/evidence/counting/outcomes.ts'
import { metricsOfPlan, type PlanMetrics } from '../../../src/evidence/metrics-of-plan.ts'
import { createTally } from '../../../src/evidence/open-tally.ts'
import type { OpenSeen, Seen } from '../../../src/evidence/seen/seen.ts'
import { emptyTally } from '../../../src/evidence/tally.ts'

export const [old, fresh] = ['old@0a1b2c3d', 'new@ffffffff']
export const startMs = Date.parse('2026-11-01T00:00:00Z')
export const hourMs = 3_600_000

/** One metric of every kind that routers count, at a delay of a day where it has one. */
export const metrics = {
  errors: { name: 'errors', kind: 'ErrorRate' },
  slow: { name: 'slow', kind: 'LatencyAbove', latencyThreshold: '200ms' },
  p95: { name: 'p95', kind: 'LatencyQuantile' },
  agreement: { name: 'agreement', kind: 'Agreement' },
  accuracy: { name: 'accuracy', kind: 'Accuracy', outcomeDelay: '24h' },
  f1: { name: 'f1', kind: 'F1', outcomeDelay: '24h', positiveLabel: 'yes' },
  auc: { name: 'auc', kind: 'AUC', outcomeDelay: '24h', positiveLabel: 'yes' },
  logLoss: { name: 'logLoss', kind: 'LogLoss', outcomeDelay: '24h', shift: 0.5 },
  brier: { name: 'brier', kind: 'Brier', outcomeDelay: '24h' },
  mae: { name: 'mae', kind: 'MAE', outcomeDelay: '24h', largestError: '50' },
  rmse: { name: 'rmse', kind: 'RMSE', outcomeDelay: '24h' },
  r2: { name: 'r2', kind: 'R2', outcomeDelay: '24h', shift: 100 },
  pnl: { name: 'pnl', kind: 'Value', outcomeDelay: '1h', field: '/pnl', clip: ['-50', '50'] },
} as const satisfies { readonly [name: string]: ScoredMetric }

export type MetricName = keyof typeof metrics

/** What a plan of round 1 has counted, in slices of an hour. */
export const counted = (
  names: readonly MetricName[],
  given: Partial<Pick<RoutingPlan, 'round' | 'slices' | 'metrics'>> = {},
): PlanMetrics =>
  metricsOfPlan({
    round: 1,
    slices: { start: '2026-11-01T00:00:00Z', length: '1h' },
    metrics: names.map((name) => metrics[name]),
    ...given,
  })

export const all = Object.keys(metrics) as readonly MetricName[]

/** An instance that has counted nothing. */
export const aTally = (instance = '00000000000000aa', mostRows?: number) =>
  createTally(emptyTally(instance, 0), mostRows)

/** What a receipt of the first hour says; a test names only what matters to it. */
export const exposed = (given: Partial<Scorable> = {}): Scorable => ({
  round: 1,
  epoch: 1,
  slice: 0,
  assigned: old,
  how: 'Normal',
  bucket: 0,
  unitHash: undefined,
  exposedAtMs: startMs,
  values: {},
  ...given,
})

export const quick: Answer = { failed: false, latencyMs: 20 }

/** All of it in one piece. */
export const seenIn = ({ pieces }: Pick<OpenSeen, 'pieces'>): Seen => ({
  format: 1,
  blocks: [...pieces(1)].flatMap(({ blocks }) => blocks),
})

export const bytes = (record: unknown) => JSON.stringify(record)
export const travelled = <T>(record: T): T => JSON.parse(bytes(record))
