import { saidBy } from '../../errors.ts'
import type { Case } from '../../plan/looking/case.ts'
import type { EvidenceSeen } from '../../plan/observation.ts'
import type { Key } from '../../routing/keys.ts'
import type { Following, Instances, Memories } from './book.ts'
import { createOne, type OnePorts } from './one.ts'
import { pullsAtOnce } from './settings.ts'
import type { Shelf } from './shelf.ts'
import { createTurns } from './turns.ts'

export type EvidencePorts = Omit<OnePorts, 'inTurn' | 'wake'> & {
  /** There is something new to judge of an experiment: at most once a second each. */
  readonly wake: (experiment: string) => void
}

type One = { readonly evidence: ReturnType<typeof createOne>; readonly over: AbortController }

/**
 * What routers have counted, of all experiments of one leader: pulled from each router that exists, kept in check-points, and
 * begun from them. Ends, and writes nothing more, when the signal aborts.
 */
export function createEvidence({ wake, ...ports }: EvidencePorts, stop: AbortSignal) {
  const all = new Map<string, One>()
  const unread = new Map<string, { readonly sinceMs: number; readonly why: string }>()
  const inTurn = createTurns(pullsAtOnce)

  /** To be done first, and before its record is acted on. Throws `EvidenceCorrupt` where what an earlier leader has kept cannot be read. */
  async function begin(experiment: string, shelf: Shelf): Promise<void> {
    if (all.has(experiment)) return
    const one = created(experiment, shelf)
    try {
      await one.evidence.begin()
      all.set(experiment, one)
      unread.delete(experiment)
    } catch (cause) {
      unread.set(experiment, { ...notBegun(experiment), why: saidBy(cause) })
      throw cause
    }
  }

  /** Instead of it: what was kept is not read, and written over with the next check-point. Routers are asked for all that they hold. */
  async function beginAnew(experiment: string, shelf: Shelf): Promise<void> {
    forget(experiment)
    const one = created(experiment, shelf)
    await one.evidence.beginAnew()
    all.set(experiment, one)
    unread.delete(experiment)
  }

  function created(experiment: string, shelf: Shelf): One {
    const over = new AbortController()
    const log = ports.log.child({ experiment })
    const own = { ...ports, log, inTurn, wake: () => wake(experiment) }
    return { over, evidence: createOne(own, shelf, AbortSignal.any([over.signal, stop])) }
  }

  /** It is gone, or somebody else's. */
  function forget(experiment: string): void {
    all.get(experiment)?.over.abort()
    all.delete(experiment)
    unread.delete(experiment)
  }

  const notBegun = (experiment: string) =>
    unread.get(experiment) ?? {
      sinceMs: ports.clock.wall(),
      why: 'its check-point was not read yet',
    }

  /** Of one that was not begun, that nothing is known. */
  function seen(experiment: string): EvidenceSeen {
    const { sinceMs: awaySinceMs, why } = notBegun(experiment)
    return all.get(experiment)?.evidence.seen() ?? { ...nothingSeen, awaySinceMs, why }
  }

  function begun(experiment: string) {
    const one = all.get(experiment)
    if (one === undefined) throw new Error(`the evidence of ${experiment} was not begun`)
    return one.evidence
  }

  return {
    ...{ begin, beginAnew, forget, seen },
    has: (experiment: string) => all.has(experiment),
    /** In each pass: which round is judged, all its routers' pods, and with which key they are asked. */
    follow: (experiment: string, following: Following, key: Key | undefined) =>
      begun(experiment).follow(following, key),
    /** After each look, what it has latched. */
    remember: (experiment: string, memories: Memories) => begun(experiment).remember(memories),
    /**
     * Before a decision is committed: the evidence as `seen` has said it last, with what the decision depends on besides. Resolves
     * with the digest of it once it is written.
     */
    keep: (
      experiment: string,
      decided: { readonly case: Case; readonly memories: Memories },
    ): Promise<string> => begun(experiment).keep(decided),
    instances: (experiment: string): Instances =>
      all.get(experiment)?.evidence.instances() ?? { present: [], lost: [] },
  }
}

const nothingSeen = {
  tallies: [],
  memories: { round: 0, by: {} },
  losses: { lostWindowMs: 0, lossBoundMs: 0 },
} satisfies EvidenceSeen
