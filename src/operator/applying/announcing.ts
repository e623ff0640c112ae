import { hash } from 'node:crypto'
import { apiVersion, kind } from '../../api/names.ts'
import type { Door } from '../../kube/door.ts'
import { keyOf, type Ref } from '../../kube/objects.ts'
import type { ExperimentRecord, Note } from '../../plan/record/record.ts'
import type { Clock } from '../../reconciler/clock.ts'

type Ports = {
  readonly door: Pick<Door, 'recordEvent'>
  readonly clock: Pick<Clock, 'wall'>
  /** Of this very process. */
  readonly identity: string
}

type Told = Pick<ExperimentRecord, 'uid' | 'notes'>

/** Events are kept for an hour: an older one would come to nothing. */
const newsMs = 3_600_000

/**
 * Tells what the record notes as Events. Their names follow from what happened, so that a leader who doesn't know whether
 * it was told tells it again, and it stands there once.
 */
export function createAnnouncing({ door, clock, identity }: Ports) {
  const told = new Map<string, ReadonlySet<string>>()

  async function announce(
    experiment: Ref & { readonly uid: string },
    { uid, notes }: Told,
    signal: AbortSignal,
  ): Promise<void> {
    const key = keyOf(experiment)
    const fresh = notes.filter(({ atMs }) => atMs > clock.wall() - newsMs)
    const before = told.get(key) ?? new Set()
    const names = fresh.map((note) => nameOf(experiment, uid, note))
    const done = new Set(names.filter((name) => before.has(name)))
    told.set(key, done) // what the record no longer holds needs no remembering
    for (const [nth, note] of fresh.entries()) {
      const name = names[nth] ?? ''
      if (done.has(name)) continue
      await door.recordEvent(eventOf(experiment, name, note, identity), { signal })
      done.add(name)
    }
  }

  return { announce, forget: (experiment: string) => told.delete(experiment) }
}

const nameOf = ({ name }: Ref, uid: string, { round, epoch, reason }: Note): string =>
  `${name}.${hash('sha256', [uid, round, epoch, reason].join('/')).slice(0, 16)}`

const eventOf = (
  { namespace, name, uid }: Ref & { readonly uid: string },
  event: string,
  { type, reason, action, message, atMs }: Note,
  identity: string,
) => ({
  ...{ namespace, name: event, type, reason, action, note: message, happenedMs: atMs },
  regarding: { apiVersion, kind, namespace, name, uid },
  ...{ reportingController: 'contender.dev/operator', reportingInstance: identity },
})
