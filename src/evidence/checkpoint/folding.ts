import { total } from '../../stats/sums/statistic.ts'
import { unitSample } from '../../stats/sums/unit-sample.ts'
import { mergedEvents } from '../events.ts'
import { emptyTally, type Tally, type TallyName } from '../tally.ts'
import { bare, foldedInstance, type Gathered, nameOf, placeOf } from './gathered.ts'
import { merged } from './merged-books.ts'

/**
 * The same, with these tallies of one round in one: of instances that are gone for good, whose names are remembered. What
 * judges read is what it was, to the last byte where counts are kept, to 1e-12 where sums are.
 */
export function withFolded(gathered: Gathered, names: readonly TallyName[]): Gathered {
  const texts = new Set(names.map(textOf))
  const those = gathered.tallies.filter((tally) => texts.has(textOf(tally)))
  const [first] = those
  if (first === undefined) return gathered
  const rest = gathered.tallies.filter((tally) => !those.includes(tally))
  const gone = goneIn(rest)
  const before = gone.round === first.round ? gone : { ...bare(gone), round: first.round }
  return {
    ...gathered,
    tallies: [
      ...rest.filter(({ instance }) => instance !== foldedInstance),
      inOne([before, ...those]),
    ],
    folded: [...gathered.folded, ...those.map(nameOf)],
  }
}

/** That of those that are gone; an empty one, where none are. */
export const goneIn = (tallies: readonly Tally[]): Tally =>
  tallies.find(({ instance }) => instance === foldedInstance) ?? emptyTally(foldedInstance, 0)

const textOf = (name: TallyName) => `${placeOf(name)} ${name.number}`

function inOne(all: readonly [Tally, ...Tally[]]): Tally {
  const [gone] = all
  return {
    ...gone,
    number: gone.number + 1,
    books: merged(all.flatMap(({ books }) => books)),
    units: total(
      unitSample(),
      all.map(({ units }) => units),
    ),
    events: mergedEvents(all.map(({ events }) => events)),
  }
}
