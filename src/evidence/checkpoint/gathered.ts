import type { Losses } from '../../stats/quality/quality.ts'
import type { Tally, TallyName } from '../tally.ts'
import type { Heir, LostWindow } from '../told.ts'
import { lossesOf, type Numbers } from './numbers.ts'

/** All that whoever pulls routers has to remember of what they have told. Plain JSON; nothing in it is ever changed. */
export type Gathered = {
  /** Of each instance and round the last one. Of rounds that have ended only names and events: nothing judges the rest. */
  readonly tallies: readonly Tally[]
  /** Instances that are gone for good, and whose tallies are in one: what it holds of them is never added again. */
  readonly folded: readonly TallyName[]
  /** Of each instance, in the order of their ids. */
  readonly numbers: readonly Numbers[]
  /** What is known of instances of which nothing else is remembered. */
  readonly forgotten: Losses
  readonly heirs: readonly Heir[]
  /** The last ones, in the order in which they ended. */
  readonly lostWindows: readonly LostWindow[]
  /** Of routers that are gone, and have left nothing. */
  readonly lossBounds: readonly LossBound[]
}

/** What a router may have counted and told nobody. Once anybody tells more of the same instance, nothing. */
export type LossBound = {
  /** With the number that it told last; absent where it never told any. */
  readonly instance?: string
  readonly number: number
  /** For so long nobody had read it. */
  readonly ms: number
  /** When it was found to be gone, by the wall clock. */
  readonly atMs: number
}

export const nothing: Gathered = {
  ...{ tallies: [], folded: [], numbers: [], forgotten: { lost: 0, all: 0 } },
  ...{ heirs: [], lostWindows: [], lossBounds: [] },
}

/** Bears what instances have counted that are folded; no router has this name. */
export const foldedInstance = 'gone'

/** What is held, by name: once it is kept where it outlives whoever holds it, routers may let go of it. */
export const namesIn = ({ tallies, folded }: Gathered): readonly TallyName[] => [
  ...tallies.filter(({ instance }) => instance !== foldedInstance).map(nameOf),
  ...folded,
]

export const nameOf = ({ instance, round, number }: TallyName): TallyName => ({
  ...{ instance, round, number },
})

/** Tallies that were taken and did not come, of all that there should be. */
export const lossesIn = ({ numbers, forgotten }: Gathered): Losses =>
  numbers
    .map(lossesOf)
    .reduce(({ lost, all }, more) => ({ lost: lost + more.lost, all: all + more.all }), forgotten)

/** Of two one may be told apart from the other by this. */
export const placeOf = ({ instance, round }: Omit<TallyName, 'number'>) => `${instance} ${round}`

/** What nothing is judged by any more: its name, and what goes on over rounds. */
export const bare = (tally: Tally): Tally => ({
  ...tally,
  books: [],
  units: { level: 0, rows: [] },
})
