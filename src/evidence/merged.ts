import type { Losses } from '../stats/quality/quality.ts'
import { total } from '../stats/sums/statistic.ts'
import { type UnitSample, unitSample } from '../stats/sums/unit-sample.ts'
import { type Events, mergedEvents } from './events.ts'
import { firstNumberOf, startOf } from './numbering.ts'
import type { Tally } from './tally.ts'

/** What all instances together know of a round. */
export type Evidence = {
  readonly round: number
  /** Of each instance the last one, in the order of their ids: the same tallies are the same evidence, however they came. */
  readonly tallies: readonly Tally[]
  readonly units: UnitSample
  readonly events: Events
  /** Tallies that were taken and did not come, of all up to the last. What they held is in later ones. */
  readonly losses: Losses
}

/**
 * Tallies of any instances, in any order, some of them twice or missing. Each is cumulative, so of one instance the
 * last has it all. What counts for no metric goes on over rounds; the rest is of this one.
 */
export function evidenceOf(tallies: readonly Tally[], round: number): Evidence {
  const byInstance = [...Map.groupBy(tallies, ({ instance }) => instance)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, all]) => all)
  const latest = byInstance.map(lastOf)
  const ofRound = latest.filter((tally) => tally.round === round)
  return {
    round,
    tallies: ofRound,
    units: total(
      unitSample(),
      ofRound.map(({ units }) => units),
    ),
    events: mergedEvents(latest.map(({ events }) => events)),
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
