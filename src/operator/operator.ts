import { ContenderError } from '../errors.ts'
import { orAborted } from '../reconciler/aborted.ts'
import { createElector } from '../reconciler/elector.ts'
import type { LeaseStore } from '../reconciler/lease.ts'
import type { Lead } from '../reconciler/tenure.ts'
import { createFollowing, type FollowingPorts } from './following.ts'
import { createLeading } from './leading.ts'
import { createReconcile, type World } from './reconcile.ts'
import { leaseTiming } from './settings.ts'
import { createStanding } from './standing.ts'

export type OperatorPorts = FollowingPorts &
  Pick<World, 'report'> & {
    readonly lease: LeaseStore
    /** Of this very process: never the same twice. */
    readonly identity: string
  }

/**
 * Keeps experiments as they should be, until told to stop. Every replica follows the cluster, so that a
 * new leader knows it at once; one of them leads, and only it writes.
 */
export function createOperator(ports: OperatorPorts) {
  const { lease: store, identity, log, clock, chance, meter } = ports
  let wake = (_experiment: string) => {}
  const following = createFollowing(ports, (experiment) => wake(experiment))
  const standing = createStanding(log, clock)
  const { report, standsBy } = standing
  const timing = leaseTiming
  const elector = createElector({ store, identity, timing, clock, chance, meter, report, standsBy })

  async function lead({ term, lost, isHeld }: Lead, stop: AbortSignal): Promise<void> {
    log.info({ identity, term }, 'leading')
    const reconcile = createReconcile({
      observe: following.known.get,
      wall: clock.wall,
      report: async (seen, status, signal) => {
        if (!isHeld()) throw new ContenderError('LeadLost', `cannot write for ${seen.key}`)
        await ports.report(seen, status, signal)
        log.info({ experiment: seen.key, generation: seen.generation }, 'status written')
      },
    })
    const leading = createLeading({ reconcile, log, clock, chance, meter })
    wake = leading.wake
    for (const experiment of following.known.keys()) wake(experiment)
    await leading.run(stop, lost)
    wake = () => {}
    log.info({ identity, term }, lost.aborted ? 'lead lost' : 'lead given up')
  }

  /**
   * Resolves when all has stopped and the lease is given back; a bug anywhere ends everything, and comes
   * out then. Nobody leads before it has seen the whole: a kind that it may not list keeps it waiting.
   */
  async function run(stop: AbortSignal): Promise<void> {
    log.info({ identity }, 'operator started')
    const [bug, over] = [new AbortController(), new AbortController()]
    const ends = AbortSignal.any([stop, bug.signal])
    const campaign = async () => {
      const seen = orAborted(following.synced, ends)
      const hasSeen = await seen.then(
        () => true,
        () => false,
      )
      if (hasSeen) await elector.campaign((won) => lead(won, ends), ends)
    }
    // The passes that a stop lets finish need caches that are still kept: followers end after them.
    const stopRest = () => {
      bug.abort()
      over.abort()
    }
    const parts = [campaign(), following.run(over.signal)].map((part) => part.finally(stopRest))
    const ended = await Promise.allSettled<unknown>(parts)
    log.info({ identity }, 'operator stopped')
    const broken = ended.find((part) => part.status === 'rejected')
    if (broken !== undefined) throw broken.reason
  }

  /** What it waits for, by name; nothing, where it can do its work. */
  function waiting(): { readonly [name: string]: string } {
    const lease = standing.waiting()
    return { ...following.waiting(), ...(lease !== undefined && { lease }) }
  }

  return { run, waiting }
}
