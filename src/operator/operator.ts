import { ContenderError, saidBy } from '../errors.ts'
import { createElector } from '../reconciler/elector.ts'
import type { LeaseStore } from '../reconciler/lease.ts'
import type { Lead } from '../reconciler/tenure.ts'
import { createFollowing, type FollowingPorts } from './following.ts'
import { createLeading } from './leading.ts'
import { createReconcile, type World } from './reconcile.ts'
import { leaseTiming } from './settings.ts'

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
  const elector = createElector({
    store,
    identity,
    timing: leaseTiming,
    clock,
    chance,
    report: (cause) => log.warn({ detail: saidBy(cause) }, 'cannot reach the lease'),
    meter,
  })

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

  /** Resolves when all has stopped and the lease is given back; a bug anywhere ends everything. */
  async function run(stop: AbortSignal): Promise<void> {
    log.info({ identity }, 'operator started')
    const bug = new AbortController()
    const stopped = new AbortController()
    const ends = AbortSignal.any([stop, bug.signal])
    const campaign = async () => {
      await orAborted(following.synced, ends)
      await elector.campaign((won) => lead(won, ends), ends)
      stopped.abort()
    }
    const parts = [campaign(), following.run(AbortSignal.any([stopped.signal, bug.signal]))]
    await Promise.all(parts.map((part) => part.catch((cause) => stopAll(bug, cause))))
    log.info({ identity }, 'operator stopped')
  }

  return { run, waiting: following.waiting }
}

function stopAll(bug: AbortController, cause: unknown): never {
  bug.abort()
  throw cause
}

function orAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve())
  })
  return Promise.race([promise, aborted])
}
