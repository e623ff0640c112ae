import type { Chance } from './chance.ts'
import { answersCounter, type PairKind, pairCounters } from './counting/pairs.ts'
import { shiftOf } from './counting/statistics.ts'
import type { Tally } from './look.ts'
import { answersSource } from './outcomes/answers.ts'
import { type PairModel, pairSource } from './outcomes/pairs.ts'
import type { AnswersMetric, PairMetric, Scenario, Shadow } from './scenario.ts'
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
  const books = metrics.map((metric, index): Book => {
    const chance = open('pairs', index)
    if (isOfAnswers(metric)) return createAnswersBook(chance, metric, variants)
    const pairOf = pairSource(chance, metric.model, { units: Math.max(1, units), challengers })
    const book = createBook(metric.as, metric.model, variants)
    return {
      name: metric.name,
      meet: (unit, place, ms, isLost) => {
        const pair = pairOf(unit, place.variant - 1, ms)
        book.add(place, pair.champion, isLost ? undefined : pair.challenger)
      },
      read: book.read,
    }
  })

  function meet(unit: Unit, place: Place, ms: number): void {
    if (copies() >= part) return
    for (let challenger = 0; challenger < challengers; challenger++) {
      const isLost = lost !== undefined && copies() < (lost[challenger] ?? 0)
      const there = { ...place, variant: challenger + 1, fellBack: false }
      for (const book of books) book.meet(unit.number, there, ms, isLost)
    }
  }

  return {
    meet,
    tallies: () => books.map(({ name, read }): readonly [string, Tally] => [name, read()]),
  }
}

type Book = {
  readonly name: string
  readonly meet: (unit: number, place: Place, ms: number, isLost: boolean) => void
  readonly read: () => Tally
}

const isOfAnswers = (metric: PairMetric | AnswersMetric): metric is AnswersMetric =>
  metric.model.kind === 'Answers'

/** Questions of which one answer is lost are not counted. */
function createAnswersBook(
  chance: Chance,
  { name, model, as }: AnswersMetric,
  variants: readonly string[],
): Book {
  const answers = answersSource(chance, model)
  const counting = { edgeMs: 0, shift: shiftOf(model.of, as) }
  const { at, cells } = tally(() => answersCounter(as, counting), 'Shadow', variants)
  return {
    name,
    meet: (_, place, ms, isLost) => {
      const both = answers(place.variant - 1, ms)
      if (!isLost) at(place).add(both)
    },
    // The compiler doesn't see that `as` decides the type of the cells.
    read: () => ({ as: `Both${as}`, cells: cells() }) as Tally,
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
