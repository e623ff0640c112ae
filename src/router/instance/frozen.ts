import type { TallyName } from '../../evidence/tally.ts'
import { type FrozenTally, nameOf } from './frozen-tally.ts'

/** For how many minutes every pull has named it. */
export type Named = TallyName & { readonly minutes: number }

/**
 * Tallies that nothing is added to any more, of each instance and round the last one. Each goes with a pull that names it, by exactly
 * its number, when all have since an hour ago: of two who pull, the one that has less is told more, and the other one's
 * word takes nothing from it. One that comes back is told again: whoever has it merges it with itself. When a round
 * begins, two ended ones stay.
 */
export function createFrozen(start: readonly FrozenTally[], named: readonly Named[] = []) {
  const held = new Map(start.map((tally) => [placeOf(tally), tally]))
  const minutesOf = new Map(named.map((name) => [placeOf(name), name.minutes]))

  function put(tally: FrozenTally): void {
    const place = placeOf(tally)
    const known = held.get(place)
    if (known !== undefined && known.number >= tally.number) return
    held.set(place, tally)
    minutesOf.delete(place)
  }

  /** What whoever pulls has kept. Returns what of it matters, if that is not what mattered before. */
  function heard(kept: readonly TallyName[]): readonly TallyName[] | undefined {
    const isKept = among(kept)
    const all = [...held]
    const turned = all.filter(([place, tally]) => minutesOf.has(place) !== isKept(tally))
    for (const [place, tally] of turned) {
      if (isKept(tally)) minutesOf.set(place, 0)
      else minutesOf.delete(place)
    }
    const done = all.filter(([place]) => (minutesOf.get(place) ?? 0) >= hour)
    for (const [place] of done) drop(place)
    if (turned.length === 0 && done.length === 0) return undefined
    return all.map(([, tally]) => nameOf(tally)).filter(isKept)
  }

  function minutePassed(): void {
    for (const [place, minutes] of minutesOf) minutesOf.set(place, minutes + 1)
  }

  /** Returns how many had to go though the last pull did not name them. */
  function makeRoom(round: number): number {
    const ended = [...held].filter(([, tally]) => tally.round < round)
    const rounds = [...new Set(ended.map(([, tally]) => tally.round))].sort((a, b) => b - a)
    const beyond = ended.filter(([, tally]) => rounds.indexOf(tally.round) >= mostRounds)
    const lost = beyond.filter(([place]) => !minutesOf.has(place))
    for (const [place] of beyond) drop(place)
    return lost.length
  }

  function drop(place: string): void {
    held.delete(place)
    minutesOf.delete(place)
  }

  return {
    ...{ put, heard, minutePassed, makeRoom, all: () => [...held.values()] },
    /** Those that whoever has kept these has not got, and the names of the others. */
    dealt(kept: readonly TallyName[]) {
      const isKept = among(kept)
      const all = [...held.values()]
      const names = all.filter(isKept).map(nameOf)
      return { lacking: all.filter((tally) => !isKept(tally)), names }
    },
    named: (): readonly Named[] =>
      [...held].flatMap(([place, tally]) => {
        const minutes = minutesOf.get(place)
        return minutes === undefined ? [] : [{ ...nameOf(tally), minutes }]
      }),
  }
}

const placeOf = ({ instance, round }: Omit<TallyName, 'number'>) => `${instance} ${round}`

function among(names: readonly TallyName[]): (tally: TallyName) => boolean {
  const texts = new Set(names.map((name) => `${placeOf(name)} ${name.number}`))
  return (tally) => texts.has(`${placeOf(tally)} ${tally.number}`)
}

/** In minutes. By then whoever leads after another one has pulled what its own check-point lacks. */
const hour = 60

const mostRounds = 2
