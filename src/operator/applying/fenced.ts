import { ContenderError } from '../../errors.ts'
import type { Door } from '../../kube/door.ts'

type Writes = Pick<Door, 'create' | 'apply' | 'applyStatus' | 'patch' | 'remove' | 'recordEvent'>

/** The door of a leader: each write asks once more whether it leads, so that one who was stopped for a while writes no more. */
export function fenced<D extends Writes>(door: D, isHeld: () => boolean): D {
  const held = <A extends readonly unknown[], R>(write: (...args: A) => Promise<R>) =>
    async function whileHeld(...args: A): Promise<R> {
      if (!isHeld()) throw new ContenderError('LeadLost', 'cannot write')
      return write(...args)
    }
  return {
    ...door,
    create: held(door.create),
    apply: held(door.apply),
    applyStatus: held(door.applyStatus),
    patch: held(door.patch),
    remove: held(door.remove),
    recordEvent: held(door.recordEvent),
  }
}
