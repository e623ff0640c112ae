import { type Clock, systemClock } from '../reconciler/clock.ts'
import type { Entry, Source, WatchEnd } from '../reconciler/source.ts'
import type { Door } from './door.ts'
import { failedBy } from './ends.ts'
import type { Stored } from './objects.ts'
import type { Selection } from './reads.ts'
import type { Resource } from './resources.ts'
import { isEarlier } from './versions.ts'

export type SourceOptions<T extends Entry> = Selection & {
  /**
   * What to keep of an object; of one that means nothing to the reader it makes nothing. The key must be
   * that of `keyOf`: by it an entry is dropped when its object comes to mean nothing.
   */
  readonly project: (object: Stored) => T | undefined
  /** For a projection that reads the metadata alone: of large objects nothing else is sent. */
  readonly metadataOnly?: boolean
  /** Between 0 and 1. */
  readonly chance?: () => number
  readonly clock?: Clock
}

/**
 * Objects of one kind, as the engine wants them. Watches end after ten to twenty minutes, so that all of
 * them don't come at once to a server that has just begun.
 *
 * A server that was restored from a backup takes a version that it has not reached yet, and then says
 * nothing until it has: tried on Kubernetes 1.36. So a watch begins by asking how far the server is,
 * unless a list has just told, or the watch before it ended when its time was up. One that ended earlier
 * may have ended with its server.
 */
export function createSource<T extends Entry>(
  door: Pick<Door, 'list' | 'newest' | 'watch'>,
  resource: Resource,
  options: SourceOptions<T>,
): Source<T> {
  const { chance = Math.random, clock = systemClock, ...selection } = options
  let isSure = false

  /** How a watch must end at once, if it must. */
  async function endBefore(from: string, signal: AbortSignal): Promise<WatchEnd | undefined> {
    try {
      const newest = await door.newest(resource, selection, signal)
      return isEarlier(newest, from) ? { kind: 'expired' } : undefined
    } catch (cause) {
      return failedBy(cause, signal)
    }
  }

  return {
    name: resource.plural,
    async list(signal) {
      try {
        const listed = await door.list(resource, { ...selection, signal })
        isSure = true
        return { kind: 'listed', ...listed }
      } catch (cause) {
        return failedBy(cause, signal)
      }
    },
    async watch(from, tell, signal): Promise<WatchEnd> {
      const end = isSure ? undefined : await endBefore(from, signal)
      if (end !== undefined) return end
      isSure = false
      const timeoutSeconds = Math.floor(600 * (1 + chance()))
      const until = clock.now() + timeoutSeconds * 1000 - roundingMs
      const ended = await door.watch(resource, { ...selection, from, timeoutSeconds, tell, signal })
      isSure = ended.kind === 'ended' && clock.now() >= until
      return ended
    },
  }
}

/** The server's clock is not ours. */
const roundingMs = 2000
