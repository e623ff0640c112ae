import { noneSeen, type Seen } from '../../evidence/seen/seen.ts'
import type { Own, SiblingsPorts } from './ports.ts'
import { createRecent } from './recent.ts'
import { isSafe } from './safe.ts'
import type { Rumour, Sibling } from './table.ts'

/** What a sibling is told next of receipts that are spent. */
type News = {
  /** Nothing where it knows all, or where the rest isn't safe yet. */
  readonly seen: Seen | undefined
  /** It has come to that process. */
  readonly arrived: (sibling: Pick<Sibling, 'start'>) => void
}

/**
 * What each sibling is told of receipts that are spent: all, in pieces, where it is new or was started again, and from then on what is
 * new. What may not have arrived is told again.
 *
 * Only what would outlive this process is told: else it could lose an outcome that others take for spent. So it is read before it
 * is asked whether all is safe.
 */
export function createTelling(clock: SiblingsPorts['clock'], recent = createRecent()) {
  const progress = new Map<string, Progress>()
  let held: ReadonlySet<string> = new Set()
  let lost: ReadonlySet<string> = new Set()

  /**
   * Notes what is new. Whoever scores for others than before tells everybody all that is known of them; and where a router is lost its
   * heir is told all by everybody, since the lost one may have told that to few. Of whom nobody knows any more nothing is kept.
   */
  function gather(me: Own, known: readonly Rumour[]): void {
    const [nowHeld, nowLost] = [heldBy(me), lostOf(me)]
    if (gained(held, nowHeld).length > 0) progress.clear()
    for (const each of gained(lost, nowLost)) progress.delete(me.scorerOf(each))
    ;[held, lost] = [nowHeld, nowLost]
    recent.add(me.seenChanges())
    const names = new Set(known.map(({ instance }) => instance))
    for (const instance of progress.keys()) if (!names.has(instance)) progress.delete(instance)
  }

  /** Of one sibling it is asked again once it is known whether what came before has arrived. */
  async function newsFor(me: Own, sibling: string, withinMs = slowMs): Promise<News> {
    const told = toldTo(me, sibling)
    const [seen, after] = nextOf(told)
    const isNews = seen.blocks.length > 0
    const mayBeTold = !isNews || (await isSafe(me, clock, Math.min(slowMs, withinMs)))
    return {
      seen: isNews && mayBeTold ? seen : undefined,
      arrived: ({ start }) =>
        reached(sibling, { told, start, after: mayBeTold ? after : () => told }),
    }
  }

  function reached(sibling: string, { told, start, after }: Reached): void {
    if (progress.get(sibling) !== told) return // all is to be told anew
    // Killed in between, it may have lost what it was told before.
    if (start !== (told.start ?? start)) progress.delete(sibling)
    else progress.set(sibling, { ...after(), start })
  }

  function toldTo(me: Own, sibling: string): Progress {
    const known = progress.get(sibling)
    const told = known !== undefined && recent.from(known.place) ? known : begun(me, recent.end())
    progress.set(sibling, told)
    return told
  }

  /** What comes next, and how far that is. */
  function nextOf(told: Progress): readonly [Seen, () => Progress] {
    const { piece, rest, place } = told
    if (piece !== undefined) return [piece, () => ({ ...told, piece: rest.next().value })]
    const { seen, end } = recent.from(place) ?? { seen: noneSeen, end: place }
    return [seen, () => ({ ...told, place: end })]
  }

  /** In which of its lives a sibling knows all that was gathered; nothing where it does not. */
  function knowsAll(sibling: string): number | undefined {
    const told = progress.get(sibling)
    return told?.piece === undefined && told?.place === recent.end() ? told.start : undefined
  }

  return { gather, newsFor, knowsAll }
}

/** How far a sibling has been told. */
type Progress = {
  /** In which of its lives. */
  readonly start: number | undefined
  /** The next one of all there was when it began to be told, and those after it. */
  readonly piece: Seen | undefined
  readonly rest: Iterator<Seen, undefined>
  /** From where on what is new comes next. */
  readonly place: number
}

type Reached = {
  readonly told: Progress
  readonly start: number
  /** Once: it takes the next piece. */
  readonly after: () => Progress
}

function begun(me: Own, place: number): Progress {
  const rest = me.seen(pieceCharacters)[Symbol.iterator]() as Iterator<Seen, undefined>
  return { start: undefined, piece: rest.next().value, rest, place }
}

/** Joined and written down in some ten milliseconds. */
const pieceCharacters = 2 ** 17

/** For whom it scores beside itself. */
const heldBy = (me: Own) =>
  new Set(
    me
      .heirs()
      .map(({ instance }) => instance)
      .filter((instance) => me.scorerOf(instance) === me.id),
  )

const lostOf = (me: Own) => new Set(me.plan()?.departed?.map(({ instance }) => instance))

const gained = (before: ReadonlySet<string>, after: ReadonlySet<string>) =>
  [...after].filter((each) => !before.has(each))

/** A slow disk makes no router silent. */
const slowMs = 500
