import type { Door } from '../../kube/door.ts'
import type { Stored } from '../../kube/objects.ts'
import { isEarlier } from '../../kube/versions.ts'
import type { Clock } from '../../reconciler/clock.ts'
import { type Children, isFollowed } from '../observing/children.ts'
import { childOf, type SeenChild } from '../observing/seen-child.ts'
import { createSharing } from '../observing/sharing.ts'
import type { Stated } from './stated.ts'
import type { Note } from './steps.ts'

type Ports = {
  readonly door: Pick<Door, 'get'>
  readonly children: Pick<Children, 'get'>
  readonly clock: Pick<Clock, 'now'>
}

type Seen = Extract<Note, { readonly child: SeenChild }>

/** What is not followed, and what was refused, is looked at again after that. */
export const againMs = 60_000

/**
 * What is there, as late as this leader can know it: caches are behind what it has itself written, and don't follow all
 * kinds. Notes are kept by experiment and title.
 */
export function createLooking({ door, children, clock }: Ports) {
  const notes = new Map<string, Map<string, Note>>()
  const shared = createSharing()

  function noted(experiment: string, { title }: Pick<Stated, 'title'>): Note | undefined {
    return notes.get(experiment)?.get(title)
  }

  function note(
    experiment: string,
    { title }: Pick<Stated, 'title'>,
    what: Note | undefined,
  ): void {
    const own = notes.get(experiment) ?? new Map<string, Note>()
    if (what === undefined) own.delete(title)
    else own.set(title, what)
    notes.set(experiment, own)
  }

  /** The object as the server has it now, for the passes to come. */
  function found(
    experiment: string,
    stated: Stated,
    object: Stored,
    is: Seen['is'] = 'Written',
  ): SeenChild {
    const child = childOf(stated.kind, object, shared)
    note(experiment, stated, { is, child, atMs: clock.now() })
    return child
  }

  /** Costs a call only where no cache can tell. */
  async function look(
    experiment: string,
    stated: Stated,
    signal: AbortSignal,
  ): Promise<SeenChild | undefined> {
    const known = children.get(stated.kind, stated.key)
    const note = noted(experiment, stated)
    const mine = note?.is === 'Written' || note?.is === 'Seen' ? note : undefined
    if (known !== undefined) return later(known, mine?.child)
    if (mayTrust(stated, mine)) return mine?.child
    return ask(experiment, stated, signal)
  }

  /** Of what is not in a cache: that nobody has made it, or, of kinds that have none, what was seen a moment ago. */
  function mayTrust({ kind }: Stated, mine: Seen | undefined): boolean {
    if (isFollowed(kind)) return mine === undefined
    return mine !== undefined && clock.now() < mine.atMs + againMs
  }

  /** The truth, for one call. */
  async function ask(
    experiment: string,
    stated: Stated,
    signal: AbortSignal,
  ): Promise<SeenChild | undefined> {
    const { namespace, name } = stated.object.metadata
    const object = await door.get(stated.resource, { namespace, name }, { signal })
    if (object !== undefined) return found(experiment, stated, object, 'Seen')
    note(experiment, stated, undefined)
    return undefined
  }

  return { look, ask, found, note, noted, forget: (experiment: string) => notes.delete(experiment) }
}

export type Looking = ReturnType<typeof createLooking>

const later = (known: SeenChild, mine: SeenChild | undefined): SeenChild =>
  mine !== undefined && isEarlier(known.version, mine.version) ? mine : known
