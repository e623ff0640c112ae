import { mergedEvents } from '../events.ts'
import type { Tally } from '../tally.ts'
import { goneIn } from './folding.ts'
import { bare, foldedInstance, type Gathered } from './gathered.ts'
import { lossesOf } from './numbers.ts'

/** As whoever judges the present round needs it: what earlier ones have counted is let go, and named. */
export function inRound(gathered: Gathered, round: number): Gathered {
  const isOver = (tally: Tally) => tally.round < round
  if (!gathered.tallies.some((tally) => isOver(tally) && !isBare(tally))) return gathered
  const tallies = gathered.tallies.map((tally) => (isOver(tally) ? bare(tally) : tally))
  return forgetting({ ...gathered, tallies })
}

const isBare = ({ books, units }: Tally) => books.length === 0 && units.rows.length === 0

/** The last names stay. Of instances that have none any more it is still known how much belonged to no metric, and was lost. */
function forgetting(gathered: Gathered): Gathered {
  const latestFirst = gathered.tallies
    .filter((tally) => isBare(tally) && tally.instance !== foldedInstance)
    .sort((a, b) => b.round - a.round || b.number - a.number)
  const dropped = new Set(latestFirst.slice(mostNames))
  const folded = gathered.folded.slice(-mostNames)
  const tallies = gathered.tallies.filter((tally) => !dropped.has(tally))
  const named = new Set([...tallies, ...folded].map(({ instance }) => instance))
  const unnamed = Map.groupBy(
    [...dropped].filter(({ instance }) => !named.has(instance)),
    ({ instance }) => instance,
  )
  const losses = gathered.numbers.filter(({ instance }) => !named.has(instance)).map(lossesOf)
  return {
    ...gathered,
    tallies: withEvents(
      tallies,
      [...unnamed.values()].flatMap(([last]) => last?.events ?? []),
    ),
    folded,
    numbers: gathered.numbers.filter(({ instance }) => named.has(instance)),
    forgotten: losses.reduce(
      (sum, { lost, all }) => ({ lost: sum.lost + lost, all: sum.all + all }),
      gathered.forgotten,
    ),
  }
}

function withEvents(tallies: readonly Tally[], events: readonly Tally['events'][]) {
  if (events.length === 0) return tallies
  const gone = goneIn(tallies)
  const others = tallies.filter(({ instance }) => instance !== foldedInstance)
  return [...others, { ...gone, events: mergedEvents([gone.events, ...events]) }]
}

/** Routers hold what two ended rounds have counted, their own and what was left to them. */
const mostNames = 256
