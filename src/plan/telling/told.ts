import type { ExperimentStatus } from '../../api/status.ts'
import type { Observation } from '../observation.ts'
import { conditionsOf, conditionTold } from './conditions/conditions.ts'
import { no, unsure, yes } from './conditions/said.ts'
import { decisionOf } from './decision.ts'
import { type Facts, generationTold } from './facts.ts'
import { fitted } from './fitting.ts'
import { worthTelling } from './material.ts'
import { championTold, historyTold, roundTold } from './round.ts'
import { summaryOf } from './summary.ts'
import { cut } from './texts.ts'
import { variantsTold } from './variants.ts'

/** What people are told after a pass: the very object that was there, where nothing is worth a write. */
export const toldOf = (facts: Facts): ExperimentStatus =>
  worthTelling(facts.o.status, fitted(statusOf(facts)), facts.o.nowMs)

function statusOf(facts: Facts): ExperimentStatus {
  const { o, record, u } = facts
  const generation = generationTold(facts)
  const decision = decisionOf(facts)
  return {
    ...(generation !== undefined && { observedGeneration: generation }),
    ...(o.routers.url !== undefined && { url: cut(o.routers.url, 512) }),
    summary: summaryOf(facts, decision),
    stage: record.round.stage,
    conditions: conditionsOf(facts),
    round: roundTold(record.round),
    champion: championTold(record.champion),
    variants: variantsTold(facts),
    ...(decision !== undefined && { decision }),
    effective: u.effective,
    history: historyTold(record),
    lastHandledRequest: record.requests.last,
  }
}

/** Where the record can't be read nothing is known but that: all else stays as it was told last. */
export function toldWithout({
  o,
  why,
}: {
  readonly o: Observation
  readonly why: string
}): ExperimentStatus {
  const { status: former = {}, nowMs, experiment } = o
  const past = former.conditions ?? []
  const fresh = Object.entries(corrupt(why)).map(([type, said]) => {
    const before = past.find((each) => each.type === type)
    return conditionTold(type, said, { before, nowMs, generation: experiment.generation })
  })
  const kept = past.filter(({ type }) => fresh.every((each) => each.type !== type))
  const next = {
    ...former,
    observedGeneration: experiment.generation,
    conditions: [...fresh, ...kept],
  }
  return worthTelling(o.status, fitted(next), nowMs)
}

const corrupt = (why: string) => ({
  Ready: unsure('RecordCorrupt', 'routers go on with what they have, and nobody watches them'),
  Reconciling: no('RecordCorrupt', 'nothing is done before the record can be read'),
  Stalled: yes('RecordCorrupt', why),
})
