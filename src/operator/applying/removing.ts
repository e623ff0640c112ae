import type { Door } from '../../kube/door.ts'
import { type Resource, resources } from '../../kube/resources.ts'
import type { Children } from '../observing/children.ts'
import type { SeenChild } from '../observing/seen-child.ts'
import type { Looking } from './looking.ts'
import { attempt, type Pass } from './pass.ts'
import { inOrder, type Stated } from './stated.ts'

type Ports = {
  readonly door: Pick<Door, 'remove'>
  readonly children: Pick<Children, 'of'>
  readonly looking: Looking
}

/** Removes what is ours, bears our label and is not wanted: what scales pods before pods, and what they need last. */
export function createRemoving({ door, children, looking }: Ports) {
  return async function removeRest(pass: Pass, stated: readonly Stated[]): Promise<void> {
    const wanted = new Set(stated.map(({ title }) => title))
    const rest = children
      .of(pass.experiment)
      .filter((child) => isOurs(pass, child) && !child.isLeaving && !wanted.has(titleOf(child)))
    for (const child of inOrder(rest).toReversed()) {
      const title = titleOf(child)
      const note = looking.noted(pass.experiment, { title })
      if (note?.is === 'Removed' && note.uid === child.uid) continue // the cache is behind
      await attempt(
        pass,
        { kind: child.kind, variant: undefined },
        () => remove(pass, child),
        (trouble) => {
          pass.refusals.set(title, trouble)
        },
      )
    }
  }

  async function remove({ experiment, signal }: Pass, child: SeenChild): Promise<void> {
    const { kind, uid, key } = child
    const [namespace = '', name = ''] = key.split('/')
    await door.remove(resourceOfKind(kind), { namespace, name }, { uid }, { signal })
    looking.note(experiment, { title: titleOf(child) }, { is: 'Removed', uid })
  }
}

const isOurs = ({ owner, experiment }: Pass, child: SeenChild): boolean =>
  child.owner?.uid === owner.uid && child.experiment === experiment

const titleOf = ({ kind, key }: SeenChild): string => `${kind}/${key.slice(key.indexOf('/') + 1)}`

function resourceOfKind(kind: string): Resource {
  const found = Object.values<Resource>(resources).find((resource) => resource.kind === kind)
  if (found === undefined) throw new Error(`the door knows no ${kind}`)
  return found
}
