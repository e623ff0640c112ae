import { excessAt, excessOfDifference, plannedExcess } from '../effects/planned-size.ts'
import { enoughToChoose, rateSeen } from '../effects/rate-method.ts'
import { byDifferenceSplit, byEventSplit, byLevelSplit } from '../sequential/by-split.ts'
import type { EpochRates, Rate } from '../sequential/difference-split.ts'
import { tilted } from '../sequential/event-split.ts'
import { negated } from '../sequential/mapped.ts'
import { challengersLevel } from './fluctuation.ts'
import type { Game } from './game.ts'
import type { Plan, RateFigure } from './plan.ts'
import { type Stretch, whenReached } from './stretches.ts'

/** The ratio of rates. */
export function eventGame(plan: Plan, { champion }: RateFigure): Game {
  const { boundary } = plan
  return {
    ...everyOutcome,
    method: 'EventSplit',
    champion,
    challenger: challengersLevel(champion, plan),
    slope: champion * plan.truth,
    counts: (chance) => scoreAt(tilted(chance, boundary)),
    boundary,
    judge: (epochs) => byEventSplit(eventsOf(epochs), excessAt(boundary)),
  }
}

/** The difference of rates that are rare, or rarely fail to happen. */
export function differenceGame(plan: Plan, { champion }: RateFigure): Game {
  const challenger = challengersLevel(champion, plan)
  const opens = whenReached(plan.stretches, enoughToChoose, (chance) => 1 - chance)
  const common = {
    ...everyOutcome,
    method: 'DifferenceSplit',
    opens,
    boundary: plan.boundary,
  } as const
  if (champion <= 0.5)
    return {
      ...common,
      champion,
      challenger,
      slope: 1,
      counts: scoreAt,
      judge: (epochs) => byDifferenceSplit(epochs, scaleOf(plan, opens, champion)),
    }
  return {
    ...common,
    champion: 1 - champion,
    challenger: 1 - challenger,
    slope: -1,
    counts: (chance) => turned(scoreAt(chance)),
    judge: (epochs) => negated(byDifferenceSplit(epochs, scaleOf(plan, opens, 1 - champion))),
  }
}

/** As the decision would choose it, were its first look just then when it may. */
function scaleOf({ bound, boundary, plannedN, stretches }: Plan, opens: number, rate: number) {
  const margin = bound === 'Margin' ? boundary : undefined
  const seen = { rate: rateSeen(opens, rate * opens), chance: stretches[0]?.chance ?? 0.5 }
  return excessOfDifference(seen, { plannedN, margin })
}

/**
 * The challenger's own level against a limit, where no unit comes back; of pairs, each is one of its requests. Requires
 * a plan of a rate. O(1).
 */
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

const everyOutcome = {
  seen: (stretch: Stretch) => stretch,
  dispersion: 1,
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
