import { milliseconds } from '../../api/quantities.ts'
import type { RoutingPlan } from '../../api/routing-plan.ts'

/** What decides when a spent receipt may be forgotten: plain JSON. */
export type Expiry = {
  /** Times of the last beats, one a minute, the oldest first. */
  readonly beatsMs: readonly number[]
  /** The longest that any plan of the round has honoured receipts for. */
  readonly acceptForMs: number
  /** Of receipts given from then on nothing is forgotten. */
  readonly forgottenBeforeMs: number
}

/**
 * What is forgotten can't be known again, so one wrong time must not be enough: something is expired where it was so at
 * each of the last sixty beats, which is for an hour by a clock that can't jump. Before there were so many, nothing is.
 */
export function createExpiry(state: Expiry | undefined, plan: RoutingPlan | undefined) {
  let beatsMs = state?.beatsMs ?? []
  let acceptForMs = state?.acceptForMs ?? (plan ? milliseconds(plan.acceptFor) : 0)
  let forgottenBeforeMs = state?.forgottenBeforeMs ?? 0

  /** A plan that accepts for less may be followed by one that accepts for as long as before. */
  function take(next: RoutingPlan, before: RoutingPlan | undefined): void {
    const nextMs = milliseconds(next.acceptFor)
    const isAnother = before === undefined || next.round > before.round
    acceptForMs = isAnother ? nextMs : Math.max(nextMs, acceptForMs)
  }

  /** The earliest time that it may be, if any can be trusted. */
  function beat(nowMs: number): number | undefined {
    beatsMs = [...beatsMs, nowMs].slice(-beatsNeeded)
    return beatsMs.length < beatsNeeded ? undefined : Math.min(...beatsMs)
  }

  return {
    ...{ take, beat, acceptForMs: () => acceptForMs },
    forgot: (givenBeforeMs: number) => {
      forgottenBeforeMs = Math.max(forgottenBeforeMs, givenBeforeMs)
    },
    /** Whether it may be spent, and nobody knows any more: a plan that accepts for longer must not have it scored again. */
    isForgotten: (exposedAtMs: number) => exposedAtMs < forgottenBeforeMs,
    read: (): Expiry => ({ beatsMs, acceptForMs, forgottenBeforeMs }),
  }
}

const beatsNeeded = 60
