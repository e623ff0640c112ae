import { asked } from '../serve/requests.ts'
import type { Experiment } from './ours.ts'

/** Of so many users nearly none is in the unit sample, as in production; each asks again and again. */
export const users = 20_011

/** Thirty numbers, as a model of the bench of `serve` takes them. */
export const bodies = asked.find(({ name }) => name === 'mlp')?.bodies ?? []

/** A label, one metric that waits for the truth, and two that don't. */
export const classification: Experiment = {
  ...{ name: 'signals', task: 'Classification' },
  metrics: [
    { name: 'accuracy', kind: 'Accuracy', outcomeDelay: '24h' },
    { name: 'errors', kind: 'ErrorRate' },
    { name: 'slow', kind: 'LatencyAbove', latencyThreshold: '50ms' },
  ],
}
