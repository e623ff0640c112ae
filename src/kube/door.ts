import type { KubeConfig } from '@kubernetes/client-node'
import { type Clock, systemClock } from '../reconciler/clock.ts'
import { createCredentials } from './credentials.ts'
import { createRecordEvent } from './events.ts'
import { createReads } from './reads.ts'
import { createSlots } from './slots.ts'
import { type Counted, createTransport } from './transport.ts'
import { createWatch } from './watch.ts'
import { createWrites } from './writes.ts'

export type DoorOptions = {
  readonly clock?: Clock
  /** Of a call, all waiting included. */
  readonly timeoutMs?: number
  /** Of the fields that are set, as the server keeps account of it. */
  readonly owner?: string
  /** Hears of every call that has ended; a watch counts when it has begun. */
  readonly onCall?: (counted: Counted) => void
}

/** Calls at once, and connections for them. */
const lanes = { ordinary: 3, urgent: 1 }

/**
 * All that we read from and write to a cluster. What it guarantees, what it takes for granted and how it
 * fails is in `README.md`. `load` is called now and then, to see what has changed.
 */
export function createDoor(load: () => KubeConfig, options: DoorOptions = {}) {
  const {
    clock = systemClock,
    timeoutMs = 30_000,
    owner = 'contender',
    onCall = () => {},
  } = options
  const credentials = createCredentials({ load, clock, lanes })
  const transport = createTransport({
    ...{ credentials, clock, timeoutMs, onCall },
    slots: createSlots(lanes),
  })
  const writes = createWrites(transport, owner)

  return {
    ...createReads(transport, { clock, timeoutMs }),
    watch: createWatch(transport),
    ...writes,
    recordEvent: createRecordEvent(writes, clock),
    /** Ends whatever is under way, and lets go of all connections. */
    close: credentials.close,
  }
}

export type Door = ReturnType<typeof createDoor>
