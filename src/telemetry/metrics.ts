import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Meter } from '../reconciler/meter.ts'
import { createExperimentMetrics, type ExperimentMetrics } from './experiments.ts'

/** A call to the API server that has ended. */
type Call = {
  readonly verb: string
  readonly resource: string
  /** The HTTP status, or what there was instead of one. */
  readonly code: string | number
  readonly durationMs: number
}

export type Metrics = {
  readonly meter: Meter
  readonly called: (call: Call) => void
  readonly experiments: ExperimentMetrics
  /** All of it, as Prometheus reads it. */
  readonly page: () => Promise<{ readonly type: string; readonly text: string }>
}

const watchEnds = ['ended', 'silent', 'cut', 'expired', 'refused', 'aborted']
const waits = [0.001, 0.01, 0.1, 0.5, 1, 5, 10, 30, 60, 300]
const works = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30]

/** What the operator counts. Labels come from closed sets; but for those of experiments, whose series go with them. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const depth = new Gauge({
    name: 'contender_queue_depth',
    help: 'Keys that wait for a pass.',
    registers,
  })
  const wait = new Histogram({
    name: 'contender_queue_wait_seconds',
    help: 'From when a key was due until its pass began.',
    buckets: waits,
    registers,
  })
  const passes = new Histogram({
    name: 'contender_reconcile_duration_seconds',
    help: 'Passes, by how they ended.',
    labelNames: ['end'],
    buckets: works,
    registers,
  })
  const retries = new Counter({
    name: 'contender_reconcile_retries_total',
    help: 'Failed passes that were put up for another try.',
    registers,
  })
  const lists = new Counter({
    name: 'contender_lists_total',
    help: 'Lists of a resource, by how they ended.',
    labelNames: ['resource', 'end'],
    registers,
  })
  const watches = new Counter({
    name: 'contender_watch_ends_total',
    help: 'Watches of a resource that ended, by cause; all but aborted ones were begun again.',
    labelNames: ['resource', 'end'],
    registers,
  })
  const leads = new Gauge({
    name: 'contender_leads',
    help: '1 for the replica that leads, 0 for one that stands by.',
    registers,
  })
  const calls = new Histogram({
    name: 'contender_api_call_duration_seconds',
    help: 'Calls to the API server; of a watch, its beginning.',
    labelNames: ['verb', 'resource', 'code'],
    buckets: works,
    registers,
  })
  const experiments = createExperimentMetrics(registry)
  return {
    experiments,
    meter: {
      depth: (keys) => depth.set(keys),
      began: (waitedMs) => wait.observe(waitedMs / 1000),
      passed: (end, tookMs) => passes.observe({ end }, tookMs / 1000),
      retried: () => retries.inc(),
      listed: (resource, end) => {
        lists.inc({ resource, end })
        // From the beginning, or a rate would miss the first end of each kind.
        for (const end of watchEnds) watches.inc({ resource, end }, 0)
      },
      watchEnded: (resource, end) => watches.inc({ resource, end }),
      leads: (isLeader) => leads.set(isLeader ? 1 : 0),
    },
    called: ({ durationMs, ...labels }) => calls.observe(labels, durationMs / 1000),
    page: async () => ({
      type: registry.contentType,
      text: `${await registry.metrics()}\n${experiments.text()}`,
    }),
  }
}
