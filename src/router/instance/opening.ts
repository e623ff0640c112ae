import { randomBytes } from 'node:crypto'
import type { RoutingPlan } from '../../api/routing-plan.ts'
import type { Frame } from '../../disk/framing.ts'
import { openJournal } from '../../disk/journal.ts'
import type { Found } from '../../disk/reading.ts'
import type { Journal } from '../../disk/writing.ts'
import type { ContenderError } from '../../errors.ts'
import { createSeen, type OpenSeen } from '../../evidence/seen/seen.ts'
import type { Heir } from '../../evidence/told.ts'
import type { Clock } from '../../reconciler/clock.ts'
import { createInstance } from './create-instance.ts'
import type { Instance } from './instance.ts'
import { noJournal, type Replayed, replayed } from './replay.ts'
import { firstState, type Recovered, stateAfter } from './restart.ts'
import { framesOf } from './snapshot.ts'
import type { InstanceState } from './state.ts'

type Opening = {
  /** Absent: all is kept in memory, and ends with the process. */
  readonly folder: string | undefined
  readonly clock: Clock
  /** 16 hexadecimal digits that nobody has had before. */
  readonly freshId?: () => string
  /** Hears that nothing can be written any more, and with nothing that it can again. */
  readonly turned?: (unwritable: ContenderError | undefined) => void
}

/** An instance is about to begin. */
export type Opened = {
  /** Who was here before, to be asked about among siblings: somebody may be the heir. */
  readonly before: Before | undefined
  /** Begins, given what siblings say; resolves once that is safe. Nothing is counted before, and no receipt is given. */
  readonly begin: (heard: readonly Heir[]) => Promise<Instance>
  /** Gives the folder free where nothing was begun. Closing the instance does so, too. */
  readonly release: () => void
}

export type Before = {
  readonly instance: string
  readonly plan: RoutingPlan | undefined
  readonly heirs: readonly Heir[]
  /** It had no time to write down the last of it. */
  readonly wasKilled: boolean
}

/** Opens what was kept in a folder. Throws what `openJournal` throws, and `StateTooNew` of what a newer version has written. */
export async function openInstance(opening: Opening): Promise<Opened> {
  const { folder, clock, freshId = anyId, turned } = opening
  if (folder === undefined) return inMemory(clock, freshId)
  const { found, begin, release } = await openJournal(folder, {
    ...{ clock, ...(turned && { turned }) },
  })
  const recovered = found && { ...recoveredFrom(found, release), isClosed: found.isClosed }
  return {
    ...{ before: recovered && beforeOf(recovered, recovered.isClosed), release },
    begin: (heard) =>
      beginAt(clock, nextState(recovered, { heard, freshId, clock }), {
        seen: recovered?.seen,
        begin,
      }),
  }
}

const inMemory = (clock: Clock, freshId: () => string): Opened => ({
  ...{ before: undefined, release: () => {} },
  begin: (heard) =>
    beginAt(clock, nextState(undefined, { heard, freshId, clock }), {
      begin: () => Promise.resolve(noJournal),
    }),
})

const anyId = () => randomBytes(8).toString('hex')

function recoveredFrom({ frames }: Found, release: () => void): Replayed {
  try {
    return replayed(frames)
  } catch (cause) {
    release()
    throw cause
  }
}

const beforeOf = ({ state: { instance, plan, heirs } }: Replayed, isClosed: boolean): Before => ({
  ...{ instance, plan, heirs, wasKilled: !isClosed },
})

type Beginning = Pick<Recovered, 'heard'> & Required<Pick<Opening, 'freshId' | 'clock'>>

function nextState(
  recovered: Omit<Recovered, 'heard'> | undefined,
  { heard, freshId, clock }: Beginning,
): InstanceState {
  const nowMs = clock.wall()
  if (recovered === undefined) return { ...firstState(freshId(), nowMs), heirs: heard }
  return stateAfter({ ...recovered, heard }, freshId(), nowMs)
}

/** Nothing may happen to an instance before the journal that tells of its beginning is safe. */
async function beginAt(
  clock: Clock,
  state: InstanceState,
  { seen = createSeen(), begin }: Kept,
): Promise<Instance> {
  let journal = noJournal
  const instance = createInstance(state, seen, {
    append: (kind, payload) => journal.append(kind, payload),
    durable: () => journal.durable(),
    unwritable: () => journal.unwritable(),
    close: (withinMs) => journal.close(withinMs),
  })
  // As it is at this moment; what was seen may be much, and so is read while it is written.
  journal = await begin(() => framesOf(instance.state(clock.wall()), instance.seen(frameLength)))
  const ended = new AbortController()
  void beat(instance, clock, ended.signal)
  return {
    ...instance,
    close(withinMs) {
      ended.abort()
      return instance.close(withinMs)
    },
  }
}

type Kept = {
  readonly seen?: OpenSeen | undefined
  readonly begin: (snapshot: () => Iterable<Frame>) => Promise<Journal>
}

/** Packed in about two milliseconds. */
const frameLength = 65_536

/** What was not written for a second is what a kill may lose. */
async function beat(instance: Instance, clock: Clock, ended: AbortSignal): Promise<void> {
  for (let seconds = 1; ; seconds++) {
    await clock.sleep(1000, ended)
    if (ended.aborted) return
    if (seconds % 60 === 0) instance.expire(clock.wall())
    instance.writeDown(clock.wall())
  }
}
