import type { EpochRates } from '../sequential/difference-split.ts'
import { lastAtOrAbove } from '../sequential/edge.ts'
import { sum } from '../special/sum.ts'
import type { Game } from './game.ts'
import { type Plan, signOf } from './plan.ts'
import { expected, moved } from './score.ts'
import { upTo } from './stretches.ts'
import type { Place, Walk } from './walk.ts'

/**
 * An exact split as a walk: its statistic is the score of the events, whose increments are independent, and
 * the bar is found by asking the split itself: how far must the score be from what is expected until the
 * evidence suffices? The counts that are asked about are those to be expected where the score is so far. O(evidence),
 * some ten times.
 */
export function walkOfEvents(plan: Plan, game: Game): Walk {
  const sign = signOf(plan)
  const { method, opens } = game

  function at(n: number): Place {
    const reached = upTo(plan.stretches, n).map((stretch) => expected(game.seen(stretch), game))
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
    return { mean, slope, variance, need: mean + z * deviation + overshoot(n), radius: nothing }
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
  radius: nothing,
})

const nothing = () => 0

/** In deviations from what is expected. */
function barOf(evidence: (z: number) => number, enough: number): number {
  const range = { from: -widest, to: widest, near: 0, error: 0.5 }
  return -(lastAtOrAbove((x) => evidence(-x), enough, range) ?? -widest)
}

const widest = 30

function evidenceOf(plan: Plan, { judge, boundary }: Game, epochs: readonly EpochRates[]): number {
  const { logPMore, logPLess } = judge(epochs)
  return -(plan.side === 'More' ? logPMore : logPLess)(boundary, plan.alpha)
}
