import { normal } from '../distributions/normal.ts'
import { excessAt, plannedExcess } from '../effects/planned-size.ts'
import { enoughToChoose } from '../effects/rate-method.ts'
import { byDifferenceSplit, byEventSplit, byLevelSplit } from '../sequential/by-split.ts'
import type { EpochRates, Rate } from '../sequential/difference-split.ts'
import { tilted } from '../sequential/event-split.ts'
import { negated } from '../sequential/mapped.ts'
import { enoughForEdge } from '../sequential/quantile-split.ts'
import { undivided } from '../sequential/shrinking-sample.ts'
import type { Game } from './event-walk.ts'
import { challengersRate } from './fluctuation.ts'
import type { Plan, QuantileFigure, RateFigure } from './plan.ts'
import { type Stretch, whenReached } from './stretches.ts'

/** The ratio of rates. */
export function eventGame(plan: Plan, { champion }: RateFigure): Game {
  const { boundary } = plan
  return {
    ...everyOutcome,
    method: 'EventSplit',
    champion,
    challenger: challengersRate(champion, plan),
    slope: champion * plan.truth,
    counts: (chance) => scoreAt(tilted(chance, boundary)),
    boundary,
    judge: (epochs) => byEventSplit(undivided(eventsOf(epochs)), excessAt(boundary)),
  }
}

/** The difference of rates that are rare, or rarely fail to happen. */
export function differenceGame(plan: Plan, { champion }: RateFigure): Game {
  const challenger = challengersRate(champion, plan)
  const common = {
    ...everyOutcome,
    method: 'DifferenceSplit',
    opens: whenReached(plan.stretches, enoughToChoose, (chance) => 1 - chance),
    boundary: plan.boundary,
  } as const
  if (champion <= 0.5)
    return {
      ...common,
      champion,
      challenger,
      slope: 1,
      counts: scoreAt,
      judge: (epochs) => byDifferenceSplit(epochs, plannedExcess),
    }
  return {
    ...common,
    champion: 1 - champion,
    challenger: 1 - challenger,
    slope: -1,
    counts: (chance) => turned(scoreAt(chance)),
    judge: (epochs) => negated(byDifferenceSplit(epochs, plannedExcess)),
  }
}

/** The challenger's own level, whoever makes its requests; of pairs, each is one of its requests. */
export function levelGame({ truth, boundary, source }: Plan): Game {
  return {
    ...everyOutcome,
    method: 'LevelSplit',
    champion: 0,
    challenger: truth,
    slope: 1,
    counts: () => ({ won: 1, lost: 0 }),
    seen: ({ chance, outcomes }) => ({
      chance: 1,
      outcomes: source.of === 'Pairs' ? outcomes : chance * outcomes,
    }),
    dispersion: source.of === 'Requests' ? 1 : source.designEffect,
    boundary,
    judge: (epochs) =>
      byLevelSplit(epochs.map((each) => each.challenger).reduce(joined), plannedExcess),
  }
}

/**
 * The ratio of quantiles: slower than the champion's edge, against slower than that edge times the boundary.
 * Edges lie where buckets end: the champion's half a bucket beyond its quantile on average, and the one that
 * counts for the challenger half a bucket further on the side where the claim is harder.
 */
export function quantileGame(plan: Plan, { quantile, logDeviation }: QuantileFigure): Game {
  const { boundary, truth, side, stretches } = plan
  const from = whenReached(stretches, enoughForEdge, (chance) => 1 - chance)
  const edge = logDeviation * normal.atBelow(Math.log(quantile)) + halfBucket
  const harder = boundary === 1 ? 0 : side === 'More' ? halfBucket : -halfBucket
  const above = (log: number) => Math.exp(normal.logAbove(log / logDeviation))
  const gap = edge + Math.log(boundary) + harder - Math.log(truth)
  return {
    ...everyOutcome,
    method: 'QuantileSplit',
    champion: above(edge),
    challenger: above(gap),
    slope: (above(gap - halfBucket) - above(gap + halfBucket)) / (2 * halfBucket),
    counts: scoreAt,
    from,
    opens: from,
    boundary: 1,
    judge: (epochs) => byEventSplit(undivided(eventsOf(epochs)), plannedExcess),
  }
}

const everyOutcome = {
  seen: (stretch: Stretch) => stretch,
  dispersion: 1,
  from: 0,
  opens: 1,
}

/** A coin that is the challenger's with this chance: what it is worth more than expected. */
const scoreAt = (hit: number) => ({ won: 1 - hit, lost: hit })

const turned = ({ won, lost }: { readonly won: number; readonly lost: number }) => ({
  won: -won,
  lost: -lost,
})

const eventsOf = (epochs: readonly EpochRates[]) =>
  epochs.map(({ chance, champion, challenger }) => ({
    chance,
    champion: champion.events,
    challenger: challenger.events,
  }))

const joined = (a: Rate, b: Rate): Rate => ({ n: a.n + b.n, events: a.events + b.events })

/** A 32nd of an octave is 2.2 % wide on average. */
const halfBucket = Math.LN2 / 64
