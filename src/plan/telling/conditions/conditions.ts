import type { ExperimentStatus } from '../../../api/status.ts'
import type { conditions as meanings } from '../../../api/status-words.ts'
import { type Facts, generationTold } from '../facts.ts'
import { cut, timeText } from '../texts.ts'
import { evidenceAvailable } from './evidence-available.ts'
import { gitConverged } from './git-converged.ts'
import { paused } from './paused.ts'
import { promoted } from './promoted.ts'
import { ready } from './ready.ts'
import { reconciling } from './reconciling.ts'
import { type Said, type Tell, unsure } from './said.ts'
import { sampleRatioOk } from './sample-ratio-ok.ts'
import { settled } from './settled.ts'
import { stalled } from './stalled.ts'
import { trafficVerified } from './traffic-verified.ts'

export type Condition = NonNullable<ExperimentStatus['conditions']>[number]

/** Every condition there is, in the order in which status has them. */
const all: { readonly [type in keyof typeof meanings]: Tell } = {
  Ready: ready,
  Reconciling: reconciling,
  Stalled: stalled,
  Promoted: promoted,
  Settled: settled,
  Paused: paused,
  TrafficVerified: trafficVerified,
  SampleRatioOk: sampleRatioOk,
  EvidenceAvailable: evidenceAvailable,
  GitConverged: gitConverged,
}

export const conditionsOf = (facts: Facts): readonly Condition[] =>
  Object.entries(all).map(([type, tell]) => conditionOf(type, tell(facts), facts))

/** It keeps its time as long as its status stays. */
function conditionOf(type: string, said: Said | undefined, facts: Facts): Condition {
  const before = facts.o.status?.conditions?.find((each) => each.type === type)
  return conditionTold(type, said ?? before ?? notLooked, {
    before,
    nowMs: facts.o.nowMs,
    generation: generationTold(facts),
  })
}

type Past = {
  readonly before: Condition | undefined
  readonly nowMs: number
  readonly generation: number | undefined
}

export function conditionTold(
  type: string,
  { status, reason, message }: Said,
  { before, nowMs, generation }: Past,
): Condition {
  const stays = before?.status === status
  return {
    ...{ type, status, reason, message: cut(message, longest) },
    lastTransitionTime: stays ? before.lastTransitionTime : timeText(nowMs),
    ...(generation !== undefined && { observedGeneration: generation }),
  }
}

const notLooked = unsure('NotLookedYet', 'the evidence was not looked at yet')
const longest = 512
