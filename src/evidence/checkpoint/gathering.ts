import type { Tally, TallyName } from '../tally.ts'
import type { Told } from '../told.ts'
import { extentOf } from './extent.ts'
import { bare, type Gathered, type LossBound, nameOf, placeOf } from './gathered.ts'
import { type Numbers, noNumbers, withNumber } from './numbers.ts'

export type Learnt = {
  readonly gathered: Gathered
  /** Something was counted that was not known. */
  readonly isNews: boolean
  /** Of instances that were taken for gone, and have counted more: it is not added, since nobody could say what of it is new. */
  readonly tooLate: readonly TallyName[]
}

/** With what a router has told, in the present round. Told again, or told in another order, it is the same. */
export function withTold(before: Gathered, told: Told, round: number): Learnt {
  const inOrder = told.tallies.toSorted((a, b) => a.number - b.number)
  const learnt = inOrder.reduce<Learnt>((sum, tally) => withTally(sum, tally, round), {
    ...{ gathered: before, isNews: false, tooLate: [] },
  })
  const heirs = withHeirs(before.heirs, told.heirs)
  const gathered = {
    ...{ ...learnt.gathered, heirs },
    lostWindows: withWindows(before.lostWindows, told.lostWindows),
    lossBounds: before.lossBounds.filter((bound) => !isLeft(bound, heirs, told.tallies)),
  }
  return { ...learnt, gathered }
}

/** A router is gone. Where it has left all to another one, nothing is lost. */
export function withGone(gathered: Gathered, bound: LossBound): Gathered {
  if (isLeft(bound, gathered.heirs, gathered.tallies)) return gathered
  return { ...gathered, lossBounds: [...gathered.lossBounds, bound].slice(-mostBounds) }
}

/** Whether somebody is its heir, who has all of it then; or has told more of it than it has told by itself. */
const isLeft = (
  { instance, number }: LossBound,
  heirs: Gathered['heirs'],
  tallies: readonly TallyName[],
): boolean =>
  heirs.some((heir) => heir.instance === instance) ||
  tallies.some((tally) => tally.instance === instance && tally.number > number)

function withTally(learnt: Learnt, tally: Tally, round: number): Learnt {
  const gathered = {
    ...learnt.gathered,
    numbers: withNumberOf(learnt.gathered.numbers, tally),
  }
  const isIts = (name: TallyName) => placeOf(name) === placeOf(tally)
  const known = gathered.folded.find(isIts) ?? gathered.tallies.find(isIts)
  if (known !== undefined && known.number >= tally.number) return { ...learnt, gathered }
  if (gathered.folded.some(isIts)) {
    const folded = gathered.folded.map((name) => (isIts(name) ? nameOf(tally) : name))
    return {
      ...learnt,
      gathered: { ...gathered, folded },
      tooLate: [...learnt.tooLate, nameOf(tally)],
    }
  }
  const kept = tally.round < round ? bare(tally) : tally
  const others = gathered.tallies.filter((each) => !isIts(each))
  const same = gathered.tallies.find(isIts)
  return {
    ...learnt,
    gathered: { ...gathered, tallies: [...others, kept] },
    isNews: learnt.isNews || same === undefined || extentOf(same) !== extentOf(kept),
  }
}

function withNumberOf(numbers: readonly Numbers[], { instance, number }: TallyName) {
  const known = numbers.find((each) => each.instance === instance)
  const next = withNumber(known ?? noNumbers(instance), number)
  if (next === known) return numbers
  return [...numbers.filter((each) => each !== known), next].sort(byInstance)
}

const byInstance = (a: Numbers, b: Numbers) => (a.instance < b.instance ? -1 : 1)

/** Of two heirs of one instance the earlier one is it, as routers see it. */
function withHeirs(known: Gathered['heirs'], told: Gathered['heirs']): Gathered['heirs'] {
  const earliestFirst = [...known, ...told].sort((a, b) =>
    a.sinceMs === b.sinceMs ? (a.heir < b.heir ? -1 : 1) : a.sinceMs - b.sinceMs,
  )
  const first = new Map(earliestFirst.toReversed().map((heir) => [heir.instance, heir]))
  return earliestFirst.filter((heir) => first.get(heir.instance) === heir).slice(-mostHeirs)
}

function withWindows(
  known: Gathered['lostWindows'],
  told: Gathered['lostWindows'],
): Gathered['lostWindows'] {
  const each = new Map(
    [...known, ...told].map(({ fromMs, toMs }) => [`${fromMs} ${toMs}`, { fromMs, toMs }]),
  )
  return [...each.values()]
    .sort((a, b) => (a.toMs === b.toMs ? a.fromMs - b.fromMs : a.toMs - b.toMs))
    .slice(-mostWindows)
}

const mostHeirs = 1024
const mostWindows = 64
const mostBounds = 64
