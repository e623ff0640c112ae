import type { EpochRates } from '../sequential/difference-split.ts'
import type { Game } from './game.ts'
import type { Stretch } from './stretches.ts'

/** What is expected of one stretch, and how its counts vary with the score. */
export type Expected = {
  readonly epoch: EpochRates
  readonly mean: number
  readonly slope: number
  readonly variance: number
  /** The covariances of the score with the events of each variant. */
  readonly withChampion: number
  readonly withChallenger: number
}

/** By the rates of the game. O(1). */
export function expected({ chance, outcomes: n }: Stretch, game: Game): Expected {
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

/** The counts to be expected where the score lies `part` of its variance beyond what is expected of it. O(1). */
export function moved({ epoch, withChampion, withChallenger }: Expected, part: number): EpochRates {
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
