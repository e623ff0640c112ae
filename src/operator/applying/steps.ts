import type { Trouble } from '../../plan/observation.ts'
import { covers } from '../observing/account.ts'
import type { SeenChild } from '../observing/seen-child.ts'
import type { OwnerRef, Stated } from './stated.ts'

/** What is to be done about one wanted object. */
export type Step =
  | { readonly is: 'Nothing' }
  | { readonly is: 'Create' }
  | { readonly is: 'Apply'; readonly uid: string }
  /** It is on its way out; once it is gone, that wakes whoever wants it. */
  | { readonly is: 'Wait' }
  | { readonly is: 'Leave'; readonly trouble: Trouble }

/** What this leader remembers of an object: what no cache says. */
export type Note =
  /** As the server has it: after our last write, or when it was last asked. */
  | { readonly is: 'Written' | 'Seen'; readonly child: SeenChild; readonly atMs: number }
  | { readonly is: 'Removed'; readonly uid: string }
  | {
      readonly is: 'Refused'
      readonly hash: string
      readonly trouble: Trouble
      readonly atMs: number
    }

/** What is there decides, and whose it is. */
export function stepFor(
  stated: Stated,
  present: SeenChild | undefined,
  owner: OwnerRef,
  note: Note | undefined,
): Step {
  if (present === undefined) return { is: 'Create' }
  if (present.owner?.uid !== owner.uid) return strangers(stated, present, owner)
  if (present.isLeaving || (note?.is === 'Removed' && note.uid === present.uid))
    return { is: 'Wait' }
  if (isAsStated(stated, present, note)) return { is: 'Nothing' }
  return { is: 'Apply', uid: present.uid }
}

/** It says that it is what we state, and nobody has taken a field of ours since. */
function isAsStated({ hash, object }: Stated, present: SeenChild, note: Note | undefined): boolean {
  if (present.applied !== hash) return false
  if (note?.is === 'Written' && note.child.uid === present.uid)
    return note.child.account === present.account
  return covers(present.account, object)
}

/** What an earlier experiment of this name has left goes by itself; everything else is somebody's. */
function strangers({ title, object }: Stated, { owner: other }: SeenChild, owner: OwnerRef): Step {
  const { namespace, name } = owner
  if (other?.key === `${namespace}/${name}`) return { is: 'Wait' }
  const whose = other === undefined ? 'not ours' : `of the experiment ${other.key}`
  const detail = `${title} in ${object.metadata.namespace} is there already, and ${whose}`
  return { is: 'Leave', trouble: { code: 'NameTaken', detail } }
}
