import { effective } from '../../api/effective.ts'
import type { ExperimentSpec } from '../../api/experiment.ts'
import { milliseconds } from '../../api/quantities.ts'
import { type Memory, noMemory } from '../../stats/decision/judge.ts'
import type { Losses } from '../../stats/quality/quality.ts'
import { at } from '../../stats/sums/keyed.ts'
import type { QueryAnswer } from '../observation.ts'
import type { Epoch, Round } from '../record/record.ts'
import { askedMetrics } from './asked-metric.ts'
import type { Case, Contender, JudgedContest } from './case.ts'
import { numberIn } from './numbers.ts'
import { epochsOf, sharesOf } from './shares.ts'

/** What a look is made of. */
export type Looking = {
  readonly spec: ExperimentSpec
  readonly round: Round
  readonly contest: JudgedContest
  /** By the clock of the round. */
  readonly elapsedMs: number
  readonly nowMs: number
  readonly queries: { readonly [metric: string]: QueryAnswer }
  /** Of whoever keeps of each router only its last tally, which says nothing of those that are missing. */
  readonly losses?: Losses
  /** Of this contest; absent before its first look. */
  readonly memory: Memory | undefined
}

/** The chance of rolling back falsely in a contest, over all looks, challengers and guardrails. */
const harmAlpha = 0.05

/** All that a look at this contest depends on. */
export function caseOf(looking: Looking): Case {
  const { spec, round, contest, nowMs, memory = noMemory } = looking
  const epochs = epochsOf(round.epochs, contest)
  const { champion, challengers } = sidesOf(looking, epochs)
  const metrics = askedMetrics(spec)
  const all = [champion, ...round.challengers.map(({ key }) => key)]
  return {
    format: 1,
    round: round.number,
    contest,
    isPrelude: contest === 'Shadowing' && effective(spec).shadowFirst,
    champion,
    challengers,
    epochs: epochs.map((epoch) => sharesOf(epoch, all)),
    slices: round.slices,
    metrics,
    decision: {
      method: spec.decision.method,
      alpha: numberIn(spec.decision.alpha),
      harmAlpha,
      ...durations[contest](spec),
    },
    hasUnit: spec.traffic.unit !== undefined,
    plannedN: round.plannedN,
    elapsedMs: elapsedIn(looking, epochs),
    nowMs,
    queries: answersTo(metrics, looking.queries),
    ...(looking.losses !== undefined && { losses: looking.losses }),
    memory,
  }
}

type Durations = Pick<Case['decision'], 'minimumMs' | 'maximumMs'>

const ofRound = ({ decision }: ExperimentSpec): Durations => ({
  minimumMs: milliseconds(decision.minimumDuration),
  maximumMs: milliseconds(decision.maximumDuration),
})

/** No sooner is anything promoted, and no later is anything left open. */
const durations: { readonly [C in JudgedContest]: (spec: ExperimentSpec) => Durations } = {
  Comparing: ofRound,
  Shadowing: (spec) => {
    const { minimumMs, maximumMs } = ofRound(spec)
    const shadowed = milliseconds(spec.traffic.shadow?.minimumDuration ?? '0s')
    return { minimumMs: Math.max(minimumMs, shadowed), maximumMs }
  },
  Validating: ({ promotion: { validation } }) => ({
    minimumMs: 0,
    maximumMs: milliseconds(validation.duration),
  }),
}

/** Who is judged, and beside whom. In a validation that is the new champion, beside the one who keeps a share. */
function sidesOf({ spec, round, contest }: Looking, epochs: readonly Epoch[]) {
  const last = epochs.at(-1)
  const champion = last?.champion ?? ''
  if (contest !== 'Validating') return { champion, challengers: contendersIn(spec, round) }
  const former = epochs
    .flatMap(({ shares }) => shares)
    .find(({ variant, from, to }) => variant !== champion && to > from)
  const attempt = round.challengers.find(({ key }) => key === champion)?.attempt ?? 1
  return { champion: former?.variant ?? '', challengers: [{ key: champion, attempt }] }
}

/** A split may leave a challenger without a share: nothing will ever be known of it, and nobody waits for it. */
function contendersIn(spec: ExperimentSpec, { challengers }: Round): readonly Contender[] {
  const { strategy } = effective(spec)
  const named = spec.traffic.split?.challengers.map(({ name }) => name) ?? []
  const placed = challengers.filter(({ name }) => named.includes(name))
  const hasPlace = (name: string) =>
    strategy !== 'Split' || placed.length === 0 || placed.some((each) => each.name === name)
  return challengers.map(({ key, name, attempt, out }) => ({
    key,
    attempt,
    ...((out !== undefined || !hasPlace(name)) && { isOut: true as const }),
  }))
}

/** A validation has a time of its own. */
function elapsedIn({ contest, elapsedMs }: Looking, [first]: readonly Epoch[]): number {
  const before = contest === 'Validating' ? (first?.sinceMs ?? elapsedMs) : 0
  return Math.max(0, elapsedMs - before)
}

/** Of Queries alone, and what JSON can hold. */
function answersTo(metrics: Case['metrics'], answers: Looking['queries']): Case['queries'] {
  const queries = metrics.filter(({ kind }) => kind === 'Query')
  return Object.fromEntries(queries.map(({ name }) => [name, soundAnswer(at(answers, name))]))
}

function soundAnswer(answer: QueryAnswer = { unknown: 'it was not asked yet' }): QueryAnswer {
  if ('unknown' in answer || Number.isFinite(answer.value)) return answer
  return { unknown: 'the answer is no number' }
}
