import type { ExperimentStatus } from '../../../../src/api/status.ts'
import type { Observation, Workload } from '../../../../src/plan/observation.ts'
import { type Plan, plan } from '../../../../src/plan/plan.ts'
import type { ExperimentRecord } from '../../../../src/plan/record/record.ts'
import type { WantedObject } from '../../../../src/plan/wanted/wanted.ts'
import { chance } from '../../../chance.ts'
import { anObservation } from '../given.ts'
import { served } from './requests.ts'
import { createRouter } from './router.ts'
import type { Scenario } from './scenario.ts'

export type Ended = {
  /** How the first round ended; nothing, where it goes on. */
  readonly outcome: string | undefined
  readonly champion: string
  readonly requests: number
  readonly looks: number
  /** Which rules moved it. */
  readonly rules: readonly string[]
}

/** Hears of each pass from what was told before it, and what is to be told after. */
type Tell = (o: Observation, status: ExperimentStatus) => void

/**
 * An experiment from its creation until its first round is over: the real plan decides, two routers obey, count and tell,
 * pods are there as soon as they are wanted, and time is the test's.
 */
export function simulated(scenario: Scenario, tell: Tell = () => {}): Ended {
  const random = chance(scenario.seed)
  const routers = ['00000000000000aa', '00000000000000bb'].map(createRouter)
  const rules: string[] = []
  let o = anObservation({ spec: scenario.spec })
  for (let looks = 0; ; looks++) {
    const rested = restedFrom(o, rules, tell)
    const { record } = rested
    const isOver = record.history.length > 0 && record.round.stage === 'Settled'
    if (isOver || looks === scenario.mostLooks) return ended(record, { looks, rules, scenario })
    for (const router of routers) router.obey(rested.routing)
    const [from, to] = [o.nowMs, o.nowMs + scenario.lookMs]
    served(scenario, routers, { from, to }, random)
    const tallies = routers.map((router) => router.take(to))
    o = { ...rested.o, nowMs: to, evidence: { ...rested.o.evidence, tallies } }
  }
}

/** Passes until one changes nothing. What is kept between them goes through JSON, as in a cluster. */
function restedFrom(first: Observation, rules: string[], tell: Tell) {
  let o = first
  for (let passes = 0; passes < 60; passes++) {
    const planned = plan(o)
    const { record, routing, isNews } = planned
    if (record === undefined || routing === undefined) throw new Error('no record')
    tell(o, planned.status)
    o = { ...after(o, planned), status: JSON.parse(JSON.stringify(planned.status)) }
    if (!isNews) return { o, record, routing }
    rules.push(planned.rule)
  }
  throw new Error(`no end of passes: ${rules.slice(-8).join(', ')}`)
}

function after(o: Observation, { record, memories, wanted, isNews }: Plan): Observation {
  const text = JSON.stringify(record)
  const evidence = { ...o.evidence, memories: JSON.parse(JSON.stringify(memories)) }
  const kept = { ...o, evidence, workloads: workloadsFor(wanted) }
  if (isNews)
    return { ...kept, record: { is: 'There', record: JSON.parse(text), bytes: text.length } }
  return { ...kept, routers: { ...o.routers, obeyed: record?.plan.revision ?? 0 } }
}

/** Every pod that is wanted is there, and ready. */
function workloadsFor(wanted: readonly WantedObject[]): Observation['workloads'] {
  const found = wanted.flatMap(({ kind, metadata, ...object }): [string, Workload][] => {
    const { 'contender.dev/variant': name, 'contender.dev/revision': revision = '' } =
      metadata.labels
    if (kind !== 'Deployment' || name === undefined) return []
    const ready: number = Object(object['spec']).replicas
    const digests = [`sha256:${revision.padEnd(64, '0')}`]
    return [[`${name}@${revision}`, { ready, asked: ready, endpoints: [], digests, restarts: 0 }]]
  })
  return Object.fromEntries(found)
}

type Course = {
  readonly looks: number
  readonly rules: readonly string[]
  readonly scenario: Scenario
}

const ended = (
  { history, champion }: ExperimentRecord,
  { looks, rules, scenario }: Course,
): Ended => ({
  ...{ outcome: history[0]?.outcome, champion: champion.variant.name, looks, rules },
  requests: looks * scenario.requestsPerLook,
})
