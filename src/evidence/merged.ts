import type { Losses } from '../stats/quality/quality.ts'
import { total } from '../stats/sums/statistic.ts'
import { type UnitSample, unitSample } from '../stats/sums/unit-sample.ts'
import { type Events, mergedEvents } from './events.ts'
import { firstNumberOf, startOf } from './numbering.ts'
import type { Tally } from './tally.ts'

/** What all instances together know of a round. */
export type Evidence = {
  readonly round: number
  /** Of each instance its last one of the round, in the order of their ids: the same tallies are the same evidence, however they came. */
  readonly tallies: readonly Tally[]
  readonly units: UnitSample
  readonly events: Events
  /** Tallies that were taken and did not come, of all up to the last. What they held is in later ones, but for those of which `TallyDropped` tells. */
  readonly losses: Losses
}

/**
 * Tallies of any instances, in any order, some of them twice or missing. Each is cumulative, so of one instance the
 * last of a round has all of that round. What counts for no metric goes on over rounds, so it is in the last of all.
 */
export function evidenceOf(tallies: readonly Tally[], round: number): Evidence {
  const byInstance = [...Map.groupBy(tallies, ({ instance }) => instance)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, all]) => all)
  const ofRound = byInstance
    .map((all) => all.filter((tally) => tally.round === round))
    .filter((all) => all.length > 0)
    .map(lastOf)
  return {
    round,
    tallies: ofRound,
    units: total(
      unitSample(),
      ofRound.map(({ units }) => units),
    ),
    events: mergedEvents(byInstance.map((all) => lastOf(all).events)),
    losses: byInstance
      .map(lossesOf)
      .reduce((sum, { lost, all }) => ({ lost: sum.lost + lost, all: sum.all + all }), {
        lost: 0,
        all: 0,
      }),
  }
}

const lastOf = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((last, tally) => (tally.number > last.number ? tally : last))

/** Numbers have no gaps from the first that is known on, and in a new life from the first of that. */
function lossesOf(tallies: readonly Tally[]): Losses {
  const numbers = [...new Set(tallies.map(({ number }) => number))].sort((a, b) => a - b)
  const lives = [...Map.groupBy(numbers, startOf)]
  const all = lives.map(([start, known], life) => {
    const before = life === 0 ? (known[0] ?? 0) - 1 : firstNumberOf(start)
    return (known.at(-1) ?? 0) - before
  })
  const taken = all.reduce((sum, count) => sum + count, 0)
  return { lost: taken - numbers.length, all: taken }
}
