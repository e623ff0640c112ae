import { defaultGuardrails } from '../../../../src/api/effective.ts'
import type { ExperimentSpec, Metric } from '../../../../src/api/experiment.ts'
import { metricsOfPlan, type PlanMetrics } from '../../../../src/evidence/metrics-of-plan.ts'
import type { Case } from '../../../../src/plan/looking/case.ts'
import { caseOf, type Looking } from '../../../../src/plan/looking/case-of.ts'
import type { Challenger, Epoch, Round } from '../../../../src/plan/record/record.ts'
import { fresh, hourMs, old, startMs } from '../../evidence/given.ts'

export { fresh, hourMs, old, startMs }
export const sliceMs = hourMs / 4

/** As the API server would have it: everything that has a default is there. */
export function aSpec(given: Partial<ExperimentSpec> = {}): ExperimentSpec {
  return {
    task: 'Classification',
    champion: 'old',
    variants: [
      { name: 'old', model: { uri: 'https://models.example/old.onnx' } },
      { name: 'new', model: { uri: 'https://models.example/new.onnx' } },
    ],
    traffic: { fallback: { timeout: '10s' }, allowOverride: false },
    metrics: [accuracy],
    outcomes: { acceptFor: '168h' },
    decision: {
      ...{ method: 'AlwaysValid', alpha: '0.05', whenInconclusive: 'KeepChampion' },
      ...{ minimumDuration: '0s', maximumDuration: '168h' },
    },
    promotion: {
      ...{ mode: 'Automatic', validation: { duration: '48h', holdback: 10 } },
      rollbackWindow: '24h',
    },
    router: {},
    suspend: false,
    ...given,
  }
}

export const accuracy: Metric = {
  ...{ name: 'accuracy', kind: 'Accuracy', role: 'Objective', outcomeDelay: '1h' },
}
export const heat: Metric = {
  ...{ name: 'heat', kind: 'Query', role: 'Guardrail', limit: '0.9' },
  prometheus: { address: 'http://prometheus.example', query: 'heat' },
}
/** Latency is not what these tests are about, and its gate waits for long. */
export const slow: Metric = {
  ...{ name: 'slow', kind: 'LatencyAbove', role: 'Guardrail', latencyThreshold: '1s' },
  margin: { absolute: '2%' },
}

export const aChallenger = (given: Partial<Challenger> = {}): Challenger => ({
  ...{ key: fresh, name: 'new', attempt: 1 },
  ...given,
})

/** A tenth for the challenger first, then half, in the first two epochs of its contest. */
export const ramp: readonly Epoch[] = [anEpoch(1, 0.1), anEpoch(2, 0.5)]

export function anEpoch(epoch: number, share: number, given: Partial<Epoch> = {}): Epoch {
  return {
    ...{ epoch, atMs: startMs, sinceMs: 0, contest: 'Comparing', champion: old },
    shares: share > 0 ? [{ variant: fresh, from: 0, to: share }] : [],
    ...given,
  }
}

export function aRound(given: Partial<Round> = {}): Round {
  return {
    ...{ number: 1, cause: 'a new revision', startedAtMs: startMs, stage: 'Comparing' },
    ...{ stageSinceMs: 0, clock: { startMs, stoodMs: 0 }, challengers: [aChallenger()] },
    ...{
      terms: '',
      metrics: {},
      slices: { startMs, lengthMs: sliceMs },
      acceptForMs: 168 * hourMs,
    },
    ...{ plannedN: 5000, epochs: ramp, percent: 50 },
    ...given,
  }
}

/** Two days after the round opened. */
export function aCase(given: Partial<Looking> = {}): Case {
  return caseOf({
    ...{ spec: aSpec(), round: aRound(), contest: 'Comparing', elapsedMs: 48 * hourMs },
    ...{ nowMs: startMs + 48 * hourMs, queries: {}, memory: undefined },
    ...given,
  })
}

/** What routers count under a spec. */
export function countedIn({ metrics = [] }: ExperimentSpec): PlanMetrics {
  const start = new Date(startMs).toISOString()
  return metricsOfPlan({
    ...{ round: 1, slices: { start, length: '15m' } },
    metrics: [...metrics, ...Object.values(defaultGuardrails)],
  })
}
