import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { requestSeconds } from './request-seconds.ts'

export type ServingMetrics = ReturnType<typeof createServingMetrics>

/** What the model server counts. Names of models come from its settings, never from requests. */
export function createServingMetrics(now: Standing) {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'contender_serve_requests_total',
    help: 'Answers, by operation, model and how it ended: Ok, or the name of the failure.',
    labelNames: ['operation', 'model', 'code'],
    registers,
  })
  const durations = new Histogram({
    name: 'contender_serve_infer_duration_seconds',
    help: 'From the head of a request to its answer, where that is no failure.',
    labelNames: ['model'],
    buckets: requestSeconds,
    registers,
  })
  const batches = new Histogram({
    name: 'contender_serve_batch_rows',
    help: 'Rows that went through a model together.',
    labelNames: ['model'],
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers,
  })
  const loads = new Counter({
    name: 'contender_serve_loads_total',
    help: 'Tries to load a model, by how they ended: Ok, or the name of the failure.',
    labelNames: ['model', 'code'],
    registers,
  })
  const refusals = new Counter({
    name: 'contender_serve_settings_refused_total',
    help: 'Changes of the settings file that were refused: what was there goes on.',
    registers,
  })
  new Gauge({
    name: 'contender_serve_waiting_requests',
    help: 'Requests that wait for their turn.',
    labelNames: ['model'],
    registers,
    collect() {
      this.reset()
      for (const { model, waiting } of now.models()) this.inc({ model }, waiting)
    },
  })
  new Gauge({
    name: 'contender_serve_model_info',
    help: '1 for each version that answers: its digest, and where it runs.',
    labelNames: ['model', 'version', 'digest', 'place'],
    registers,
    collect() {
      this.reset()
      for (const { waiting: _, ...labels } of now.models()) this.set(labels, 1)
    },
  })
  new Gauge({
    name: 'contender_serve_model_failing',
    help: '1 for each model that is wanted and cannot be loaded, or whose origin has changed, by the name of the failure.',
    labelNames: ['model', 'code'],
    registers,
    collect() {
      this.reset()
      for (const { name: model, code } of now.failing()) this.set({ model, code }, 1)
    },
  })
  new Gauge({
    name: 'contender_serve_body_bytes',
    help: 'Bytes of bodies under way.',
    registers,
    collect() {
      this.set(now.bodyBytes())
    },
  })
  return {
    answered: ({ operation, model, code, tookMs }: Answered) => {
      requests.inc({ operation, model, code })
      if (operation !== 'ModelInfer' || model === '') return
      // What is refused at once must not make the others look fast.
      if (code === 'Ok') durations.observe({ model }, tookMs / 1_000)
    },
    ran: (model: string, rows: number) => batches.observe({ model }, rows),
    happened: ({ kind, name: model = '', code = 'Ok' }: Happened) => {
      if (kind === 'Loaded' || kind === 'Failed') loads.inc({ model, code })
    },
    refused: () => refusals.inc(),
    page: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  }
}

type Answered = {
  readonly operation: string
  readonly model: string
  readonly code: string
  readonly tookMs: number
}

/** Of all that happens to models, loads are counted. */
type Happened = { readonly kind: string; readonly name?: string; readonly code?: string }

type Standing = {
  readonly models: () => readonly {
    readonly model: string
    readonly version: string
    readonly digest: string
    readonly place: string
    readonly waiting: number
  }[]
  readonly failing: () => readonly { readonly name: string; readonly code: string }[]
  readonly bodyBytes: () => number
}
