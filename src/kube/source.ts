import type { Entry, Source, WatchEnd } from '../reconciler/source.ts'
import type { Door } from './door.ts'
import { failedBy } from './ends.ts'
import type { Stored } from './objects.ts'
import type { Selection } from './reads.ts'
import type { Resource } from './resources.ts'
import { isEarlier } from './versions.ts'

export type SourceOptions<T extends Entry> = Selection & {
  /** What to keep of an object; of one that means nothing to the reader it makes nothing. */
  readonly project: (object: Stored) => T | undefined
  /** Between 0 and 1. */
  readonly chance?: () => number
}

/**
 * Objects of one kind, as the engine wants them. Watches end after five to ten minutes, so that all of
 * them don't come at once to a server that has just begun.
 *
 * A server that was restored from a backup takes a version that it has not reached yet, and then says
 * nothing until it has: tried on Kubernetes 1.36. So a watch begins by asking how far the server is.
 */
export function createSource<T extends Entry>(
  door: Pick<Door, 'list' | 'newest' | 'watch'>,
  resource: Resource,
  { project, namespace, labelSelector, chance = Math.random }: SourceOptions<T>,
): Source<T> {
  const selection = { namespace, labelSelector }

  return {
    name: resource.plural,
    async list(signal) {
      try {
        const listed = await door.list(resource, { ...selection, project, signal })
        return { kind: 'listed', ...listed }
      } catch (cause) {
        return failedBy(cause, signal)
      }
    },
    async watch(from, tell, signal): Promise<WatchEnd> {
      try {
        const newest = await door.newest(resource, selection, signal)
        if (isEarlier(newest, from)) return { kind: 'expired' }
      } catch (cause) {
        return failedBy(cause, signal)
      }
      const timeoutSeconds = Math.floor(300 * (1 + chance()))
      return door.watch(resource, { ...selection, from, timeoutSeconds, project, tell, signal })
    },
  }
}
