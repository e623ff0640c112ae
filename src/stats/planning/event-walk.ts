import type { EpochRates } from '../sequential/difference-split.ts'
import { lastAtOrAbove } from '../sequential/edge.ts'
import type { Inference, Method } from '../sequential/inference.ts'
import { sum } from '../special/sum.ts'
import { type Plan, signOf } from './plan.ts'
import { type Stretch, upTo } from './stretches.ts'
import type { Place, Walk } from './walk.ts'

/** A split of events: what happens to each outcome, and who judges the counts. */
export type Game = {
  readonly method: Method
  readonly champion: number
  readonly challenger: number
  /** By how much the challenger's rate grows with its truth. */
  readonly slope: number
  /** What an event counts for, if it is the challenger's, and against, if it is the champion's. */
  readonly counts: (chance: number) => { readonly won: number; readonly lost: number }
  /** Of a stretch, what is counted. */
  readonly seen: (stretch: Stretch) => Stretch
  /** By how much more counts vary than those of independent outcomes. */
  readonly dispersion: number
  /** Outcomes that come before anything is counted. */
  readonly from: number
  readonly opens: number
  readonly boundary: number
  readonly judge: (epochs: readonly EpochRates[]) => Inference
}

/**
 * An exact split as a walk: its statistic is the score of the events, whose increments are independent, and
 * the bar is found by asking the split itself: how far must the score be from what is expected until the
 * evidence suffices? The counts that are asked about are those to be expected where the score is so far. O(evidence),
 * some ten times.
 */
export function walkOfEvents(plan: Plan, game: Game): Walk {
  const sign = signOf(plan)
  const { method, opens, from } = game

  function at(n: number): Place {
    const reached = counted(plan.stretches, n, from).map((stretch) =>
      expected(game.seen(stretch), game),
    )
    const drift = sum(reached.map(({ mean }) => mean))
    const variance = sum(reached.map((each) => each.variance))
    const slope = sign * sum(reached.map((each) => each.slope))
    const deviation = Math.sqrt(variance)
    const evidence = (z: number) => {
      const part = deviation > 0 ? (sign * z) / deviation : 0
      return evidenceOf(
        plan,
        game,
        reached.map((each) => moved(each, part)),
      )
    }
    if (!(variance > 0)) return still(evidence(0) + Math.log(plan.alpha))
    const mean = sign * drift
    const z = barOf(evidence, -Math.log(plan.alpha))
    return { mean, slope, variance, need: mean + z * deviation + overshoot(n), radius: 0 }
  }

  const overshoot = (n: number) => {
    const chance = upTo(plan.stretches, n).findLast(({ outcomes }) => outcomes > 0)?.chance ?? 0
    return beyond * jumpOf(game, chance, sign)
  }
  return { method, looks: 'Always', opens, at, df: () => Number.POSITIVE_INFINITY }
}

/** The largest step up, against what a step costs on average. */
function jumpOf({ counts, champion, challenger }: Game, chance: number, sign: 1 | -1): number {
  const { won, lost } = counts(chance)
  return Math.max(0, sign * won * (1 - challenger), -sign * lost * (1 - champion))
}

/**
 * A walk with steps jumps over its bar, and is judged by where it lands: as one without steps whose bar is so
 * much of a step higher. One half where all steps up are small ones, one third where they are large.
 *
 * D. Siegmund, "Corrected diffusion approximations in certain random walk problems", Adv. Appl. Prob. 11, 1979.
 */
const beyond = 0.4

/** Where nothing fluctuates, evidence itself is the walk. */
const still = (excess: number): Place => ({
  mean: excess,
  slope: 0,
  variance: 0,
  need: 0,
  radius: 0,
})

/** In deviations from what is expected. */
function barOf(evidence: (z: number) => number, enough: number): number {
  const range = { from: -widest, to: widest, near: 0, error: 0.5 }
  return -(lastAtOrAbove((x) => evidence(-x), enough, range) ?? -widest)
}

const widest = 30

function counted(stretches: readonly Stretch[], n: number, from: number): readonly Stretch[] {
  const before = upTo(stretches, Math.min(from, n))
  return upTo(stretches, n).map(({ chance, outcomes }, k) => ({
    chance,
    outcomes: outcomes - (before[k]?.outcomes ?? 0),
  }))
}

/** What is expected of one stretch, and how its counts vary with the score. */
type Expected = {
  readonly epoch: EpochRates
  readonly mean: number
  readonly slope: number
  readonly variance: number
  /** The covariances of the score with the events of each variant. */
  readonly withChampion: number
  readonly withChallenger: number
}

function expected({ chance, outcomes: n }: Stretch, game: Game): Expected {
  const [a, b] = [(1 - chance) * game.champion, chance * game.challenger]
  const { won, lost } = game.counts(chance)
  const drift = b * won - a * lost
  const varying = n * game.dispersion
  return {
    epoch: {
      chance,
      champion: { n: (1 - chance) * n, events: a * n },
      challenger: { n: chance * n, events: b * n },
    },
    mean: n * drift,
    slope: n * chance * won * game.slope,
    variance: varying * (b * won ** 2 + a * lost ** 2 - drift ** 2),
    withChampion: -varying * a * (lost + drift),
    withChallenger: varying * b * (won - drift),
  }
}

function moved({ epoch, withChampion, withChallenger }: Expected, part: number): EpochRates {
  const { chance, champion, challenger } = epoch
  return {
    chance,
    champion: within(champion, withChampion * part),
    challenger: within(challenger, withChallenger * part),
  }
}

const within = ({ n, events }: EpochRates['champion'], more: number) => ({
  n,
  events: Math.min(n, Math.max(0, events + more)),
})

function evidenceOf(plan: Plan, { judge, boundary }: Game, epochs: readonly EpochRates[]): number {
  const { logPMore, logPLess } = judge(epochs)
  return -(plan.side === 'More' ? logPMore : logPLess)(boundary, plan.alpha)
}
