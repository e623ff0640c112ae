import type { ExperimentSpec } from '../../../../src/api/experiment.ts'
import type { Prediction } from '../../../../src/evidence/counting/answer.ts'
import type { Scorable } from '../../../../src/evidence/counting/outcomes.ts'
import type { Counting } from '../../../../src/evidence/open-tally.ts'
import type { Tally } from '../../../../src/evidence/tally.ts'
import { judgementOf } from '../../../../src/plan/looking/look.ts'
import type { Epoch } from '../../../../src/plan/record/record.ts'
import { type Judgement, type Memory, noMemory } from '../../../../src/stats/decision/judge.ts'
import { bucketCount } from '../../../../src/stats/strata/tally-key.ts'
import { below, chance } from '../../../chance.ts'
import { aTally, exposed, travelled } from '../../evidence/given.ts'
import {
  aCase,
  anEpoch,
  aRound,
  aSpec,
  countedIn,
  fresh,
  hourMs,
  old,
  ramp,
  sliceMs,
  startMs,
} from './given.ts'

/** How often a variant is right, and how often it does not answer what is hard in time; the champion then stands in. */
export type Model = {
  readonly right: { readonly easy: number; readonly hard: number }
  readonly timeouts: number
}

export const good: Model = { right: { easy: 0.75, hard: 0.4 }, timeouts: 0 }
export const better: Model = { right: { easy: 0.82, hard: 0.47 }, timeouts: 0 }

export type Design = {
  readonly challenger: Model
  readonly champion?: Model
  readonly spec?: ExperimentSpec
  /** Whether the case knows that units come back, if the spec says so. */
  readonly hasUnit?: boolean
  /** Whose every answer is as right as chance has made it once; absent, every request is a unit of its own. */
  readonly units?: number
  readonly epochs?: readonly Epoch[]
  readonly contest?: 'Comparing' | 'Shadowing'
  readonly requests?: number
  readonly scoredFor?: 'Assigned' | 'Answering'
  readonly seed: number
}

/** Of 16 hours, looked at five times. */
const roundMs = 64 * sliceMs
const looks = 5

/** A round on two routers, seen through JSON: its last judgement, and all that was counted. */
export function round(design: Design): {
  readonly judgement: Judgement
  readonly tallies: readonly Tally[]
} {
  const { spec = aSpec(), requests = 12_000, epochs = ramp, contest = 'Comparing' } = design
  const random = chance(design.seed)
  const routers = ['aa', 'bb'].map((instance) => aTally(instance))
  const counting = routers.map((router) => router.under(countedIn(spec)))
  let memory: Memory = noMemory
  for (let nth = 0; ; nth++) {
    for (let i = 0; i < requests / looks; i++) {
      const ms = ((nth + random()) / looks) * roundMs
      const at = counting[below(random, 2)]
      if (at !== undefined) meet({ ...design, epochs }, ms, { random, counting: at })
    }
    const elapsedMs = ((nth + 1) / looks) * roundMs
    const nowMs = startMs + elapsedMs
    const tallies = routers.map((router) => travelled(router.take(nowMs)))
    const asked = aCase({ spec, round: aRound({ epochs }), contest, elapsedMs, nowMs, memory })
    const judgement = judgementOf({ ...asked, hasUnit: design.hasUnit ?? asked.hasUnit }, tallies)
    if (nth === looks - 1 || isSettled(judgement)) return { judgement, tallies }
    memory = travelled(judgement.memory)
  }
}

const isSettled = ({ verdict: { says } }: Judgement) => says === 'Promote' || says === 'RollBack'

type Random = () => number
type Meeting = { readonly random: Random; readonly counting: Counting }
type Routed = Design & { readonly epochs: readonly Epoch[] }

/** One request, on its way through a router, and its truth. */
function meet(design: Routed, ms: number, { random, counting }: Meeting): void {
  const { champion = good, challenger, contest } = design
  const truth = random() < 0.5 ? 'yes' : 'no'
  const difficulty = random() < 0.1 ? 'hard' : 'easy'
  const unit = unitOf(design, random)
  const answered = (model: Model) => answerOf(model, difficulty, { truth, luck: unit.luck, random })
  const answers = { champion: answered(champion), challenger: answered(challenger) }
  const epoch = epochAt(design.epochs, ms)
  const slice = Math.floor(ms / sliceMs)
  const { bucket, hash: unitHash } = unit
  const receipt = exposed({
    ...{ epoch: epoch.epoch, slice, bucket, unitHash, exposedAtMs: startMs + ms },
    ...answers.champion,
  })
  const told = { answers, outcome: { truth }, arrivedAtMs: startMs + ms + random() * hourMs }
  if (contest === 'Shadowing') {
    counting.copy(receipt, fresh, answers)
    counting.pair(receipt, fresh, told)
    return
  }
  const [share] = epoch.shares
  const isAssigned = share !== undefined && unit.place < share.to
  const scored = isAssigned ? assigned(receipt, answers, design.scoredFor) : receipt
  counting.request(scored, isAssigned ? answers.challenger : answers.champion)
  counting.outcome(scored, told.outcome, told.arrivedAtMs)
}

/** All epochs are equally long. */
function epochAt(epochs: readonly Epoch[], ms: number): Epoch {
  const place = Math.min(Math.floor((ms / roundMs) * epochs.length), epochs.length - 1)
  return epochs[place] ?? anEpoch(1, 0)
}

/** Where chance has put a unit, under which hash it is known, and how lucky whoever answers it is; else it has none of its own. */
type Unit = {
  readonly place: number
  readonly hash: number | undefined
  readonly bucket: number
  readonly luck: number | undefined
}

function unitOf({ units, seed }: Design, random: Random): Unit {
  if (units === undefined)
    return { place: random(), hash: undefined, bucket: below(random, bucketCount), luck: undefined }
  const unit = below(random, units)
  const own = chance(seed * 1_000_003 + unit)
  return { place: own(), hash: own(), bucket: unit % bucketCount, luck: own() }
}

type Answering = {
  readonly truth: 'yes' | 'no'
  readonly luck: number | undefined
  readonly random: Random
}

function answerOf(
  { right, timeouts }: Model,
  difficulty: 'easy' | 'hard',
  { truth, luck, random }: Answering,
): Prediction {
  const isRight = (luck ?? random()) < right[difficulty]
  const failed = random() < timeouts && difficulty === 'hard'
  const other = truth === 'yes' ? 'no' : 'yes'
  return failed
    ? { failed, latencyMs: Number.POSITIVE_INFINITY, values: {} }
    : { failed, latencyMs: 20 + random(), values: { label: isRight ? truth : other } }
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
