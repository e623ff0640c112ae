import { fillDefaults } from '../../../src/admission/nulls-and-defaults.ts'
import { type ExperimentSpec, specSchema } from '../../../src/api/experiment.ts'
import type { JsonObject } from '../../../src/api/json.ts'
import type { Observation, Workload } from '../../../src/plan/observation.ts'
import type { Looked } from '../../../src/plan/stages/rule.ts'
import type { Judgement } from '../../../src/stats/decision/judge.ts'
import { noMemory } from '../../../src/stats/decision/judge.ts'

export const startMs = Date.parse('2026-11-01T00:00:00Z')
export const hourMs = 3_600_000

/** A spec as the API server would have it; a test names only what matters to it. */
export function aSpec(given: JsonObject = {}): ExperimentSpec {
  const sound: JsonObject = {
    task: 'Classification',
    champion: 'v3',
    variants: [model('v3'), model('v4')],
    metrics: [accuracy],
    ...given,
  }
  return fillDefaults(sound, specSchema) as unknown as ExperimentSpec
}

export const model = (name: string, file = name): JsonObject => ({
  name,
  model: { uri: `s3://models/${file}.onnx` },
})

export const accuracy: JsonObject = {
  name: 'accuracy',
  kind: 'Accuracy',
  role: 'Objective',
  outcomeDelay: '1h',
}

export const upWith = (ready: number, given: Partial<Workload> = {}): Workload => ({
  ...{ ready, asked: Math.max(ready, 2), restarts: 0 },
  endpoints: Array.from({ length: ready }, (_, i) => `10.0.0.${i + 1}:8080`),
  digests: ready > 0 ? [`sha256:${'a'.repeat(64)}`] : [],
  ...given,
})

export function anObservation(given: Partial<Observation> = {}): Observation {
  return {
    experiment: {
      namespace: 'trading',
      name: 'signals',
      uid: 'uid-1',
      generation: 1,
      annotations: {},
    },
    spec: aSpec(),
    record: { is: 'Absent' },
    workloads: {},
    routers: { ready: 2, asked: 2, url: 'http://signals.trading.svc', obeyed: 0, missingKeys: [] },
    evidence: {
      tallies: [],
      memories: { round: 1, by: {} },
      losses: { lostWindowMs: 0, lossBoundMs: 0, intervals: { lost: 0, all: 0 } },
    },
    instances: { living: [], lost: [] },
    queries: {},
    keys: { sign: 'k1', accept: ['k1'] },
    status: undefined,
    refusals: {},
    settings: { image: 'contender:1', pullMs: 5_000, lookMs: 15_000, cluster: 'Kubernetes' },
    term: 1,
    nowMs: startMs,
    ...given,
  }
}

/** A look that said this, with whatever rows. */
export function looked(
  verdict: Partial<Judgement['verdict']>,
  rows: Judgement['rows'] = [],
): Looked {
  const judgement: Judgement = {
    verdict: { says: 'Continue', rule: 'Undecided', reason: 'nothing is proven yet', ...verdict },
    rows,
    sampleRatio: { logP: 0, observed: {}, expected: {} },
    expectedMs: 0,
    memory: noMemory,
  }
  const { memory } = judgement
  return {
    case: {
      ...{ format: 1, round: 1, contest: 'Comparing', isPrelude: false, champion: '' },
      ...{ challengers: [], epochs: [], slices: { startMs, lengthMs: 1_000 }, metrics: [] },
      decision: { method: 'AlwaysValid', alpha: 0.05, harmAlpha: 0.05, minimumMs: 0, maximumMs: 1 },
      ...{ hasUnit: false, plannedN: 5_000, elapsedMs: 0, nowMs: startMs, queries: {}, memory },
    },
    digest: 'e'.repeat(64),
    judgement,
  }
}
