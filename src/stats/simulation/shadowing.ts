import type { Chance } from './chance.ts'
import { type PairKind, pairCounters } from './counting/pairs.ts'
import type { Tally } from './look.ts'
import { type PairModel, pairSource } from './outcomes/pairs.ts'
import type { Scenario, Shadow } from './scenario.ts'
import { type Place, tally } from './tally.ts'
import type { Unit } from './units.ts'

/** Copies of requests, answered by every challenger beside the champion. */
export function createShadowing(
  open: (name: string, index?: number) => Chance,
  { metrics, part, lost }: Shadow,
  { variants, units }: Pick<Scenario, 'variants'> & { readonly units: number },
) {
  const challengers = variants.length - 1
  const copies = open('copies')
  const books = metrics.map(({ name, model, as }, index) => ({
    name,
    pairOf: pairSource(open('pairs', index), model, { units: Math.max(1, units), challengers }),
    ...createBook(as, model, variants),
  }))

  function meet(unit: Unit, place: Place, ms: number): void {
    if (copies() >= part) return
    for (let challenger = 0; challenger < challengers; challenger++) {
      const isLost = lost !== undefined && copies() < (lost[challenger] ?? 0)
      const there = { ...place, variant: challenger + 1, fellBack: false }
      count(unit.number, there, ms, isLost)
    }
  }

  function count(unit: number, place: Place, ms: number, isLost: boolean): void {
    for (const { pairOf, add } of books) {
      const pair = pairOf(unit, place.variant - 1, ms)
      add(place, pair.champion, isLost ? undefined : pair.challenger)
    }
  }

  return {
    meet,
    tallies: () => books.map(({ name, read }): readonly [string, Tally] => [name, read()]),
  }
}

function createBook<K extends PairKind>(as: K, model: PairModel, variants: readonly string[]) {
  const shift = model.kind === 'Losses' ? model.mean : 0
  const begin = pairCounters[as]
  const { at, cells } = tally(() => begin(shift), 'Shadow', variants)
  return {
    add: (place: Place, champion: number, challenger: number | undefined) =>
      at(place).add(champion, challenger),
    // The compiler doesn't see that `as` decides the type of the cells.
    read: () => ({ as, cells: cells() }) as Tally,
  }
}
