import type { Chance } from './chance.ts'
import { partKnown } from './delays.ts'
import { drawBinomial } from './draws/binomial.ts'
import type { Arrival } from './scenario.ts'

/** Many outcomes that are alike, of predictions that lie evenly between two times, none of them known yet. */
export type Alike<T> = {
  readonly fromMs: number
  readonly toMs: number
  readonly isEvent: boolean
  readonly count: number
  readonly thing: T
}

/**
 * Outcomes that become known with time, by numbers alone: how many of those still unknown do so is
 * binomial. Exactly as if each had a delay of its own.
 */
export function createWaiting<T>(chance: Chance, { event, other, limitMs }: Arrival) {
  let waiting: Left<T>[] = []

  const add = (alike: Alike<T>) => {
    waiting.push({ ...alike, left: alike.count, known: 0 })
  }

  /** Tells how many more are known by now. */
  function advance(nowMs: number, tell: (alike: Alike<T>, count: number) => void): void {
    for (const group of waiting) {
      const delay = group.isEvent ? event : other
      const known = partKnown(delay, { fromMs: group.fromMs, toMs: group.toMs, nowMs, limitMs })
      const more = drawBinomial(chance, group.left, (known - group.known) / (1 - group.known))
      group.left -= more
      group.known = known
      if (more > 0) tell(group, more)
    }
    waiting = waiting.filter(({ toMs, left }) => left > 0 && toMs + limitMs > nowMs)
  }

  return { add, advance }
}

type Left<T> = Alike<T> & { left: number; known: number }
