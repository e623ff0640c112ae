import { ContenderError } from '../errors.ts'
import type { Slices } from '../stats/strata/maturity.ts'
import { createRound, newRound } from './books/open-round.ts'
import { createCopyCounting } from './counting/copies.ts'
import { createOutcomeCounting } from './counting/outcomes.ts'
import { createPairCounting } from './counting/pairs.ts'
import { createRequestCounting } from './counting/requests.ts'
import { type EventName, openEvents } from './events.ts'
import type { PlanMetrics } from './metrics-of-plan.ts'
import { type Tally, tallyFormat } from './tally.ts'

/** What one instance has counted, and goes on counting. */
export type OpenTally = {
  /** Prepares all that is counted under a plan. With one of a later round, what was counted of earlier ones is over. */
  readonly under: (plan: PlanMetrics) => Counting
  /** The last of what was counted, if a plan of this round is to end it: it is told, so it has a number of its own. */
  readonly lastBefore: (round: number) => Tally | undefined
  /** One more of what belongs to no metric. */
  readonly note: (event: EventName) => void
  /** All that was counted by now, and stays as it is; what has had its time is joined first. */
  readonly take: (nowMs: number) => Tally
  /** The same as it stands, to go on from: nobody is told of it, so it bears the number of the last one that was taken. */
  readonly read: () => Tally
}

/** What a plan has counted, each where it happens. */
export type Counting = {
  readonly request: ReturnType<typeof createRequestCounting>
  readonly outcome: ReturnType<typeof createOutcomeCounting>
  readonly copy: ReturnType<typeof createCopyCounting>
  readonly pair: ReturnType<typeof createPairCounting>
}

/**
 * Counts from a tally on, as if it had never been put down. Rows are bounded by the plan, since pages are joined as they
 * get old; should they become more than `mostRows` even so, what needs a new one is not counted, and that is.
 */
export function createTally(start: Tally, mostRows = usualRows): OpenTally {
  if (start.format !== tallyFormat)
    throw new ContenderError(
      'StateTooNew',
      `the tally of ${start.instance} has format ${start.format}`,
    )
  const { format, instance } = start
  const events = openEvents(start.events)
  let { number } = start
  let current = createRound(start, mostRows)
  let slices: Slices | undefined

  function under(plan: PlanMetrics): Counting {
    if (plan.round > current.round) current = createRound(newRound(plan.round), mostRows)
    if (plan.round === current.round) slices = plan.slices
    const mine = plan.round === current.round ? current : createRound(newRound(plan.round), 0)
    const { bookOf, naming, room, units } = mine
    const isOpen = (round: number) => round === plan.round && mine === current
    const desk = { isOpen, bookOf, numberOf: naming, room, units, events }
    return {
      request: createRequestCounting(desk, plan),
      outcome: createOutcomeCounting(desk, plan),
      copy: createCopyCounting(desk, plan),
      pair: createPairCounting(desk, plan),
    }
  }

  function lastBefore(round: number): Tally | undefined {
    if (round <= current.round || isBlank(current.read())) return undefined
    number++
    return read()
  }

  function take(nowMs: number): Tally {
    if (slices !== undefined) current.settle({ slices, nowMs })
    number++
    return read()
  }

  const read = (): Tally => ({
    ...{ format, instance, number, ...current.read() },
    events: { ...events },
  })

  return {
    under,
    lastBefore,
    note: (event) => {
      events[event]++
    },
    take,
    read,
  }
}

/** Whether it counts nothing, however it is prepared: what belongs to no metric goes on elsewhere. */
const isBlank = ({ books, units }: Pick<Tally, 'books' | 'units'>): boolean =>
  units.rows.length === 0 &&
  books.every(({ ledgers }) =>
    ledgers.every(({ pages }) => pages.every(({ rows }) => rows.length === 0)),
  )

/** At 2 to 8 kB each, by the number of metrics. Eight challengers with units and two delays need about as many. */
const usualRows = 65_536
