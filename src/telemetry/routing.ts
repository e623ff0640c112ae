import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { createRememberingMetrics, type Remembering } from './remembering.ts'
import { requestSeconds } from './request-seconds.ts'
import { createSeconds } from './seconds.ts'

export type RoutingMetrics = ReturnType<typeof createRoutingMetrics>

/** What a router counts. Names of variants come from its plan, never from requests. */
export function createRoutingMetrics(now: Standing) {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const answers: Answers = new Map()
  new Counter({
    name: 'contender_route_requests_total',
    help: 'Answers, by the variant that was assigned and the one that answered, how that came, and how it ended: Ok, Refused or ServerError by the variant, else the name of the failure. assigned is empty for what is no prediction.',
    labelNames: ['assigned', 'answering', 'how', 'code'],
    registers,
    collect() {
      for (const counted of [...answers.values()].flat()) {
        this.inc(counted.labels, counted.since)
        counted.since = 0
      }
    },
  })
  const refusals = new Counter({
    name: 'contender_route_refused_total',
    help: 'Requests that were answered before they were assigned, by the name of the failure.',
    labelNames: ['code'],
    registers,
  })
  const durations = createSeconds({
    name: 'contender_route_duration_seconds',
    help: 'From a whole request to its answer, whoever gave it.',
    label: 'assigned',
    buckets: requestSeconds,
  })
  const copies = new Counter({
    name: 'contender_route_copies_total',
    help: 'Copies for a challenger, by how they ended: Ok, Refused or ServerError by the challenger, the name of the failure, or Dropped where it was not asked, or not to the end.',
    labelNames: ['variant', 'code'],
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
    name: 'contender_route_missing_keys',
    help: 'Keys that the plan honours and that are not mounted yet: outcomes that need them are to be sent again.',
    registers,
    collect() {
      this.set(now.missingKeys())
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
  new Gauge({
    name: 'contender_route_copy_bytes',
    help: 'Bytes of requests that are kept for copies.',
    registers,
    collect() {
      this.set(now.copyBytes())
    },
  })
  return {
    ...createRememberingMetrics(registry, now),
    answered: (answered: Answered) => {
      countedIn(answers, answered).since++
      const { assigned, tookMs } = answered
      if (assigned !== '') durations.observe(assigned, tookMs / 1000)
    },
    refused: (code: string) => refusals.inc({ code }),
    copied: (variant: string, code: string) => copies.inc({ variant, code }),
    ejected: (variant: string) => ejections.inc({ variant }),
    plan: (code: string) => plans.inc({ code }),
    page: async () => ({
      ...{ type: registry.contentType, text: `${await registry.metrics()}\n${durations.text()}` },
    }),
  }
}

/** Answers of one kind, since somebody last asked: prom-client would look up their labels for each, which takes longer. */
type Counted = { readonly labels: Omit<Answered, 'tookMs'>; since: number }

/** By who was assigned. Of each there are few kinds, and mostly it is the first. */
type Answers = Map<string, Counted[]>

function countedIn(answers: Answers, { assigned, answering, how, code }: Answered): Counted {
  const kinds = answers.get(assigned) ?? []
  const known = kinds.find(
    ({ labels }) => labels.code === code && labels.how === how && labels.answering === answering,
  )
  if (known !== undefined) return known
  const first = { labels: { assigned, answering, how, code }, since: 0 }
  answers.set(assigned, [...kinds, first])
  return first
}

type Answered = {
  readonly assigned: string
  readonly answering: string
  readonly how: string
  readonly code: string
  readonly tookMs: number
}

type Standing = Remembering & {
  readonly planRevision: () => number
  readonly missingKeys: () => number
  readonly circuits: () => readonly { readonly variant: string; readonly state: string }[]
  readonly bodyBytes: () => number
  readonly copyBytes: () => number
}
