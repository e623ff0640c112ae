import { rootOf } from '../fixed/root.ts'
import { averaged, type Start, spotsOf } from './cases.ts'
import { type Curve, lines, stepAt } from './curve.ts'
import { chanceAbove, chancesOfPassage } from './passage.ts'
import type { Walk } from './walk.ts'

const beginning: Start = { n: 0, error: 0 }

/**
 * How the chance that a walk is decided grows up to so many outcomes, at any of many looks, or with one look
 * only. Chances before the hundredth part of them (or what `range` says) are taken together. Some 30 places for
 * each decade.
 */
export function growthOf(walk: Walk, last: number, start = beginning, range = 100): Curve {
  if (walk.looks === 'Once') return byOneLook(walk, last, start)
  const moments = momentsOf(Math.max(walk.opens, start.n), last, range)
  const places = moments.map(walk.at)
  if (places.at(-1)?.variance === 0) return stepAt(momentOf(walk, last))
  const chances = averaged(spotsOf(walk, places, start, last).map(chancesOfPassage))
  return lines(
    walk.opens,
    moments.map((n, i) => ({ n, chance: chances[i] ?? 0 })),
  )
}

/**
 * So many outcomes that one look alone would find as much, if any do: all looks together find it by then. Some fifty
 * places at most.
 */
export function enoughFor(walk: Walk, chance: number, start = beginning): number | undefined {
  let n = Math.min(most, Math.max(walk.opens, start.n))
  while (chanceAt(walk, n, start) < chance) {
    if (n >= most) return undefined
    n = Math.min(most, 2 * n)
  }
  return n
}

/** More outcomes than there will ever be. */
const most = 1e15

function byOneLook(walk: Walk, last: number, start: Start): Curve {
  const chanceBy = (n: number) => chanceAt(walk, n, start)
  return {
    chanceBy,
    whenAt: (chance) => {
      if (chanceBy(walk.opens) >= chance) return walk.opens
      if (!(chanceBy(last) >= chance)) return undefined
      return rootOf((n) => chanceBy(n) - chance, walk.opens, last)
    },
  }
}

/** Of one look alone. */
function chanceAt(walk: Walk, n: number, start: Start): number {
  if (n < walk.opens) return 0
  const [chance = 0] = averaged(
    spotsOf(walk, [walk.at(n)], start, n).map((spots) => spots.map(chanceAbove)),
  )
  return chance
}

/** When a walk that doesn't fluctuate is at its bar, if ever. */
function momentOf(walk: Walk, last: number): number | undefined {
  const excess = (n: number) => {
    const { mean, need, radius } = walk.at(n)
    return mean - need - radius(1)
  }
  if (!(excess(last) >= 0)) return undefined
  return excess(walk.opens) >= 0 ? walk.opens : rootOf(excess, walk.opens, last)
}

/** Dense at first, as the chance to cross is. */
function momentsOf(from: number, last: number, range: number): readonly number[] {
  const first = Math.max(from, last / range)
  if (first >= last) return [first]
  const steps = Math.ceil(30 * Math.log10(range))
  const gap = (i: number) => (last - first) * range ** ((i + 1) / steps - 1)
  return [first, ...Array.from({ length: steps }, (_, i) => first + gap(i))]
}
