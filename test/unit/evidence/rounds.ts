import type { Prediction } from '../../../src/evidence/counting/answer.ts'
import type { Scorable } from '../../../src/evidence/counting/outcomes.ts'
import { evidenceOf } from '../../../src/evidence/merged.ts'
import type { Counting } from '../../../src/evidence/open-tally.ts'
import { type Judgement, type Memory, noMemory } from '../../../src/stats/decision/judge.ts'
import { chance } from '../../chance.ts'
import { aTally, exposed, fresh, old, startMs, travelled } from './given.ts'
import { delayMs, epochs, judgementOf, plan, sliceMs } from './looks.ts'

/** How often a variant is right, and how often it does not answer what is hard in time; the champion then stands in. */
export type Model = {
  readonly right: { readonly easy: number; readonly hard: number }
  readonly timeouts: number
}

export type Design = {
  readonly champion: Model
  readonly challenger: Model
  readonly as: 'Split' | 'Shadow'
  readonly requests: number
  /** For whom an answer counts that the champion has given in the challenger's place; `Assigned`, if not said. */
  readonly scoredFor?: 'Assigned' | 'Answering'
  readonly seed: number
}

/** A round on two routers, looked at five times through JSON: how it stands at the end, or when it was settled. */
export function round(design: Design): Judgement {
  const random = chance(design.seed)
  const routers = ['aa', 'bb'].map((instance) => aTally(instance))
  const counting = routers.map((router) => router.under(plan))
  const look = (nth: number, memory: Memory): Judgement => {
    for (let i = 0; i < design.requests / looks; i++) {
      const ms = ((nth + random()) / looks) * roundMs
      meet(design, ms, { random, counting: counting[random() < 0.5 ? 0 : 1] })
    }
    const nowMs = startMs + ((nth + 1) / looks) * roundMs
    const tallies = routers.map((router) => travelled(router.take(nowMs)))
    return judgementOf(evidenceOf(tallies, 1), { design, nowMs, memory })
  }
  let last = look(0, noMemory)
  for (let nth = 1; nth < looks && !isSettled(last); nth++) last = look(nth, travelled(last.memory))
  return last
}

const looks = 5
const roundMs = 64 * sliceMs

const isSettled = ({ verdict }: Judgement) =>
  verdict.says === 'Promote' || verdict.says === 'RollBack'

type Random = () => number
type Meeting = { readonly random: Random; readonly counting: Counting | undefined }

/** One request, on its way through a router. */
function meet(design: Design, ms: number, { random, counting }: Meeting): void {
  const truth = random() < 0.5 ? 'yes' : 'no'
  const difficulty = random() < 0.1 ? 'hard' : 'easy'
  const answered = (model: Model) => answerOf(model, difficulty, { truth, random })
  const answers = { champion: answered(design.champion), challenger: answered(design.challenger) }
  const epoch = ms < roundMs / looks ? 1 : 2
  const slice = Math.floor(ms / sliceMs)
  const receipt = exposed({ epoch, slice, exposedAtMs: startMs + ms, ...answers.champion })
  const told = { answers, outcome: { truth }, arrivedAtMs: startMs + ms + random() * delayMs }
  if (design.as === 'Shadow') {
    counting?.copy(receipt, fresh, answers)
    counting?.pair(receipt, fresh, told)
    return
  }
  const isAssigned = random() < (epochs[epoch - 1]?.shares[fresh] ?? 0)
  const own = isAssigned ? answers.challenger : answers.champion
  const scored = isAssigned ? assigned(receipt, answers, design.scoredFor) : receipt
  counting?.request(scored, own)
  counting?.outcome(scored, told.outcome, told.arrivedAtMs)
}

type Case = { readonly truth: 'yes' | 'no'; readonly random: Random }

function answerOf(model: Model, difficulty: 'easy' | 'hard', { truth, random }: Case): Prediction {
  const isRight = random() < model.right[difficulty]
  const failed = random() < model.timeouts && difficulty === 'hard'
  const other = truth === 'yes' ? 'no' : 'yes'
  return failed
    ? { failed, latencyMs: Number.POSITIVE_INFINITY, values: {} }
    : { failed, latencyMs: 20, values: { label: isRight ? truth : other } }
}

type Answers = { readonly champion: Prediction; readonly challenger: Prediction }

/** What the challenger was given: where it failed the champion has answered. */
function assigned(
  receipt: Scorable,
  { champion, challenger }: Answers,
  scoredFor: Design['scoredFor'],
): Scorable {
  if (!challenger.failed) return { ...receipt, assigned: fresh, values: challenger.values }
  if (scoredFor === 'Answering') return { ...receipt, assigned: old, values: champion.values }
  return { ...receipt, assigned: fresh, how: 'Fallback', values: champion.values }
}
