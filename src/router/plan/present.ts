import type { RoutingPlan } from '../../api/routing-plan.ts'
import { type Keys, type Ring, ringOf } from '../../routing/keys.ts'
import { isNews } from '../../routing/plan-order.ts'
import { type Routed, routed } from './routed.ts'

/** A plan that holds, with the keys that it wants. */
export type Obeyed = Routed & { readonly ring: Ring }

/** The plan that holds. */
export type Present = {
  readonly obeyed: () => Obeyed | undefined
  /**
   * Takes a plan in the place of the present one, between two requests; false where it is the very same. Throws where it
   * may not, and then nothing has changed.
   */
  readonly take: (plan: RoutingPlan) => boolean
  /** Sees which of its keys are there by now. */
  readonly rekey: () => void
}

export function createPresent(keys: Keys, taken: (next: Obeyed) => void): Present {
  let present: Obeyed | undefined

  function take(plan: RoutingPlan): boolean {
    const next = { ...routed(plan), ring: ringOf(keys, plan.keys) }
    const was = present && { ...present.plan, digest: present.digest }
    if (!isNews({ ...plan, digest: next.digest }, was)) return false
    taken(next)
    present = next
    return true
  }

  function rekey(): void {
    if (present !== undefined) present = { ...present, ring: ringOf(keys, present.plan.keys) }
  }

  return { obeyed: () => present, take, rekey }
}
