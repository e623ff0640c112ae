import type { ContenderError } from '../../errors.ts'
import type { Door } from '../../kube/door.ts'
import type { Trouble } from '../../plan/observation.ts'
import type { WantedObject } from '../../plan/wanted/wanted.ts'
import type { Clock } from '../../reconciler/clock.ts'
import type { Children } from '../observing/children.ts'
import { againMs, createLooking } from './looking.ts'
import { beginPass, type Pass } from './pass.ts'
import { createRemoving } from './removing.ts'
import { inOrder, type OwnerRef, type Stated, statedOf } from './stated.ts'
import { createWriting } from './writing.ts'

type Ports = {
  readonly door: Pick<Door, 'get' | 'create' | 'apply' | 'remove'>
  readonly children: Pick<Children, 'get' | 'of'>
  readonly clock: Pick<Clock, 'now'>
}

type Wish = {
  readonly owner: OwnerRef
  readonly wanted: readonly WantedObject[]
  /** What is ours and not wanted goes only then. */
  readonly mayRemove: boolean
}

type Applied = {
  /** What the API server, or whoever has the name, says no to, by `Kind/name`. */
  readonly refusals: { readonly [title: string]: Trouble }
  /** What kept some of it from being done: to be thrown once all is done that doesn't need it. */
  readonly later?: ContenderError
  /** When what was refused is worth another try. */
  readonly againMs?: number
}

/**
 * Makes the children of an experiment what is wanted. An object that we have applied and nobody has touched costs no call,
 * one that isn't ours is never touched, and what fails keeps nothing else from being done.
 */
export function createApplying({ door, children, clock }: Ports) {
  const looking = createLooking({ door, children, clock })
  const writing = createWriting({ door, looking, clock })
  const removeRest = createRemoving({ door, children, looking })

  async function applyChildren(wish: Wish, signal: AbortSignal): Promise<Applied> {
    const { owner, wanted, mayRemove } = wish
    const pass = beginPass(owner, signal)
    const stated = inOrder(wanted.map((object) => statedOf(object, owner)))
    const unfit = await unfitVariants(pass, stated)
    for (const each of stated) if (!unfit.has(each.variant)) await writing.write(pass, each)
    if (mayRemove) await removeRest(pass, stated)
    const { refusals, later } = pass
    return {
      refusals: Object.fromEntries(refusals),
      ...(later !== undefined && { later }),
      ...(refusals.size > 0 && { againMs }),
    }
  }

  /** Variants that do not run yet, and of which the API server would refuse a part: nothing is made of those. */
  async function unfitVariants(pass: Pass, stated: readonly Stated[]) {
    const isNew = ({ kind, key }: Stated) =>
      kind === 'Deployment' && children.get(kind, key) === undefined
    const variants = stated.filter(isNew).flatMap(({ variant }) => variant ?? [])
    const parts = stated.filter(({ variant }) => variant && variants.includes(variant))
    for (const part of parts) await writing.rehearse(pass, part)
    const refused = parts.filter(({ title }) => pass.isOver || pass.refusals.has(title))
    return new Set(refused.map(({ variant }) => variant))
  }

  return { applyChildren, forget: looking.forget }
}
