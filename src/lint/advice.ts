import { effective } from '../api/effective.ts'
import type { ExperimentSpec } from '../api/experiment.ts'
import type { JsonPath } from '../api/json.ts'
import { kindRows } from '../api/metric-kinds.ts'
import { milliseconds } from '../api/quantities.ts'

export type Advice = { readonly path: JsonPath; readonly message: string; readonly hint: string }

/**
 * What is legal but unwise. One question each; the planner's (power, duration, detectable harm) join
 * this list when there is a planner.
 */
const questions: readonly ((spec: ExperimentSpec) => readonly Advice[])[] = [
  challengersWithoutShare,
  championInSplit,
  leapFromTheShadow,
  blindValidation,
  stepsBeyondTheEnd,
  unpinnedBytes,
  errorsWithoutEnd,
]

/** Advice on an experiment that the API server would accept. */
export function adviceOn(spec: ExperimentSpec): readonly Advice[] {
  return questions.flatMap((question) => question(spec))
}

function challengersWithoutShare({ variants, traffic, champion }: ExperimentSpec) {
  if (traffic.split === undefined) return []
  const named = traffic.split.challengers.map(({ name }) => name)
  return variants
    .filter(({ name }) => name !== champion && !named.includes(name))
    .map(({ name }) => ({
      path: ['spec', 'traffic', 'split', 'challengers'],
      message: `${name} gets no traffic and can never win`,
      hint: 'name it in the split',
    }))
}

function championInSplit({ champion, variants, traffic }: ExperimentSpec) {
  const named = traffic.split?.challengers ?? []
  if (variants.length < 2 || !named.some(({ name }) => name === champion)) return []
  return [
    {
      path: ['spec', 'traffic', 'split', 'challengers'],
      message: `${champion} is the champion, which gets the rest: its percent counts only for a new revision of it`,
      hint: 'name the challengers alone',
    },
  ]
}

function leapFromTheShadow(spec: ExperimentSpec) {
  if (effective(spec).strategy !== 'Shadow' || spec.promotion.mode !== 'Automatic') return []
  return [
    {
      path: ['spec', 'traffic', 'shadow'],
      message: 'the winner of a shadow alone gets all traffic at once, never tried by live clients',
      hint: 'add a canary, or set promotion.mode: Approval',
    },
  ]
}

function blindValidation({ metrics = [], promotion }: ExperimentSpec) {
  const objective = metrics.find(({ role }) => role === 'Objective')
  const delay = milliseconds(objective?.outcomeDelay ?? '0s')
  const watched = milliseconds(promotion.validation.duration)
  if (watched === 0 || delay === 0 || watched > delay) return []
  return [
    {
      path: ['spec', 'promotion', 'validation'],
      message: 'validation ends before the first outcome of the objective can be judged',
      hint: 'make it longer than the objective’s outcomeDelay, or accept that it watches guardrails alone',
    },
  ]
}

function stepsBeyondTheEnd(spec: ExperimentSpec) {
  const { steps = [] } = effective(spec)
  const total = steps.reduce((sum, { minimumDuration }) => sum + milliseconds(minimumDuration), 0)
  if (total < milliseconds(spec.decision.maximumDuration)) return []
  return [
    {
      path: ['spec', 'traffic', 'canary', 'steps'],
      message: 'the steps alone take longer than decision.maximumDuration',
      hint: 'shorten them or allow more time: the last steps are never reached',
    },
  ]
}

function unpinnedBytes({ variants }: ExperimentSpec) {
  return variants.flatMap(({ model }, i) =>
    model?.uri.startsWith('http://') && model.sha256 === undefined
      ? {
          path: ['spec', 'variants', i, 'model', 'uri'],
          message: 'anybody on the way can exchange a model that comes over http',
          hint: 'use https, or give sha256',
        }
      : [],
  )
}

function errorsWithoutEnd({ metrics = [] }: ExperimentSpec) {
  return metrics.flatMap(({ kind, role, largestError }, i) =>
    role !== 'Info' && kindRows[kind].takes.includes('largestError') && largestError === undefined
      ? {
          path: ['spec', 'metrics', i],
          message: `${kind} is judged by the errors that were seen: a model that is rarely, but very, wrong passes until its first accident`,
          hint: 'give largestError, beyond which no error counts for more: intervals then allow for it',
        }
      : [],
  )
}
