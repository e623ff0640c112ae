import type { Json } from '../../api/json.ts'
import { grouped, type Placed, placed } from './list-items.ts'
import type { ListShape } from './shape.ts'
import type { Step } from './steps.ts'

type Merge = (live: Json | undefined, applied: Json | undefined) => Json | undefined

/**
 * The items of two lists, each once. Those that are applied come in the order in which they are applied,
 * the others where they were, between them.
 */
export function mergedItems(
  list: ListShape,
  live: readonly Json[],
  applied: readonly Json[],
  merge: Merge,
): readonly Json[] {
  const walk = walkOf(placed(list, live), placed(list, applied), merge)
  while (walk.l < walk.live.length || walk.r < walk.applied.length) moves[nextMove(walk)](walk)
  return walk.out
}

type Walk = {
  readonly live: readonly Placed[]
  readonly applied: readonly Placed[]
  readonly known: ReadonlyMap<Step, readonly Json[]>
  readonly wanted: ReadonlySet<Step>
  /** What both have, in the order in which it is applied; `turn` says whose turn it is. */
  readonly shared: readonly Step[]
  readonly merge: Merge
  readonly taken: Set<Step>
  readonly out: Json[]
  l: number
  r: number
  turn: number
}

function walkOf(live: readonly Placed[], applied: readonly Placed[], merge: Merge): Walk {
  const known = grouped(live)
  const steps = applied.map(([step]) => step)
  return {
    ...{ live, applied, known, merge, l: 0, r: 0, turn: 0, taken: new Set(), out: [] },
    wanted: new Set(steps),
    shared: steps.filter((step) => known.has(step)),
  }
}

type Move = 'meet' | 'wait' | 'keep' | 'take'

function nextMove({ live, applied, wanted, shared, l, r, turn }: Walk): Move {
  const [[mine] = [], [theirs] = []] = [live[l], applied[r]]
  if (mine !== undefined && mine === theirs) return 'meet'
  if (mine !== undefined && !wanted.has(mine)) return 'keep'
  const isTurn = turn >= shared.length || shared[turn] === mine
  return mine !== undefined && theirs !== undefined && !isTurn ? 'wait' : 'take'
}

const moves: { readonly [move in Move]: (walk: Walk) => void } = {
  meet: (walk) => {
    take(walk)
    walk.l++
    walk.turn++
  },
  /** Both have it, but something else comes first: it is taken then. */
  wait: (walk) => {
    walk.l++
  },
  keep: (walk) => {
    emit(walk, walk.merge(walk.live[walk.l]?.[1], undefined))
    walk.l++
  },
  take: (walk) => {
    const [mine] = walk.live[walk.l] ?? []
    if (mine !== undefined && walk.taken.has(mine)) walk.l++
    const theirs = take(walk)
    if (theirs !== undefined && walk.shared[walk.turn] === theirs) walk.turn++
  },
}

function take(walk: Walk): Step | undefined {
  const next = walk.applied[walk.r]
  if (next === undefined) return undefined
  const [step, item] = next
  emit(walk, walk.merge(single(walk.known, step), item))
  walk.taken.add(step)
  walk.r++
  return step
}

function emit(walk: Walk, item: Json | undefined): void {
  if (item !== undefined) walk.out.push(item)
}

/** What is there more than once is not merged with: it gives way. */
function single(known: ReadonlyMap<Step, readonly Json[]>, step: Step): Json | undefined {
  const items = known.get(step) ?? []
  return items.length > 1 ? null : items[0]
}
