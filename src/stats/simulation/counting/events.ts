import type { Counts } from '../../sums/counts.ts'
import type { Outcome } from '../outcomes/outcome.ts'
import type { Counter } from './counter.ts'

/** How many outcomes, and how many of them are events. */
export function eventCounter(isEvent: (outcome: Outcome) => boolean): Counter<Counts> {
  let n = 0
  let events = 0
  return {
    add: (outcome, count = 1) => {
      n += count
      if (isEvent(outcome)) events += count
    },
    read: () => ({ n, events }),
  }
}
