import type { Statistic } from './statistic.ts'

/** Yes-or-no outcomes of champion and challenger to the same requests. */
export type Pairs = {
  readonly both: number
  readonly onlyChampion: number
  readonly onlyChallenger: number
  readonly neither: number
  /** One of the two gave no outcome. Many of them bias what is left. */
  readonly incomplete: number
}

/** Exact in any order. */
export const pairs: Statistic<Pairs> = {
  none: { both: 0, onlyChampion: 0, onlyChallenger: 0, neither: 0, incomplete: 0 },
  merge: (a, b) => ({
    both: a.both + b.both,
    onlyChampion: a.onlyChampion + b.onlyChampion,
    onlyChallenger: a.onlyChallenger + b.onlyChallenger,
    neither: a.neither + b.neither,
    incomplete: a.incomplete + b.incomplete,
  }),
}

/** With one more pair; `undefined` is an outcome that is missing. */
export function withPair(
  p: Pairs,
  champion: boolean | undefined,
  challenger: boolean | undefined,
): Pairs {
  if (champion === undefined || challenger === undefined)
    return { ...p, incomplete: p.incomplete + 1 }
  if (champion)
    return challenger ? { ...p, both: p.both + 1 } : { ...p, onlyChampion: p.onlyChampion + 1 }
  return challenger
    ? { ...p, onlyChallenger: p.onlyChallenger + 1 }
    : { ...p, neither: p.neither + 1 }
}
