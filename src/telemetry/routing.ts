import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { requestSeconds } from './request-seconds.ts'

export type RoutingMetrics = ReturnType<typeof createRoutingMetrics>

/** What a router counts. Names of variants come from its plan, never from requests. */
export function createRoutingMetrics(now: Standing) {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'contender_route_requests_total',
    help: 'Answers, by the variant that was assigned and the one that answered, how that came, and how it ended: Ok, Refused or ServerError by the variant, else the name of the failure. assigned is empty for what is no prediction.',
    labelNames: ['assigned', 'answering', 'how', 'code'],
    registers,
  })
  const refusals = new Counter({
    name: 'contender_route_refused_total',
    help: 'Requests that were answered before they were assigned, by the name of the failure.',
    labelNames: ['code'],
    registers,
  })
  const durations = new Histogram({
    name: 'contender_route_duration_seconds',
    help: 'From a whole request to its answer, whoever gave it.',
    labelNames: ['assigned'],
    buckets: requestSeconds,
    registers,
  })
  const ejections = new Counter({
    name: 'contender_route_ejections_total',
    help: 'How often an endpoint was left alone because it kept failing.',
    labelNames: ['variant'],
    registers,
  })
  const plans = new Counter({
    name: 'contender_route_plans_total',
    help: 'Plans that came, by what became of them: Taken, Known, or the name of the failure.',
    labelNames: ['code'],
    registers,
  })
  new Gauge({
    name: 'contender_route_plan_revision',
    help: 'Of the plan that holds.',
    registers,
    collect() {
      this.set(now.planRevision())
    },
  })
  new Gauge({
    name: 'contender_route_circuit_state',
    help: '1 for the state that the circuit of a variant is in.',
    labelNames: ['variant', 'state'],
    registers,
    collect() {
      this.reset()
      for (const labels of now.circuits()) this.set(labels, 1)
    },
  })
  new Gauge({
    name: 'contender_route_body_bytes',
    help: 'Bytes of requests under way.',
    registers,
    collect() {
      this.set(now.bodyBytes())
    },
  })
  return {
    answered: ({ tookMs, ...labels }: Answered) => {
      requests.inc(labels)
      if (labels.assigned !== '') durations.observe({ assigned: labels.assigned }, tookMs / 1000)
    },
    refused: (code: string) => refusals.inc({ code }),
    ejected: (variant: string) => ejections.inc({ variant }),
    plan: (code: string) => plans.inc({ code }),
    page: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  }
}

type Answered = {
  readonly assigned: string
  readonly answering: string
  readonly how: string
  readonly code: string
  readonly tookMs: number
}

type Standing = {
  readonly planRevision: () => number
  readonly circuits: () => readonly { readonly variant: string; readonly state: string }[]
  readonly bodyBytes: () => number
}
