import { ContenderError } from '../errors.ts'
import type { Clock } from '../reconciler/clock.ts'
import { microTime } from './micro-time.ts'
import { apiVersionOf, resources } from './resources.ts'
import type { createWrites, WriteOptions } from './writes.ts'

export type EventWanted = {
  /** Derived from what happened, so that a retry says it once. */
  readonly name: string
  readonly namespace: string
  /** What it happened to. */
  readonly regarding: {
    readonly apiVersion: string
    readonly kind: string
    readonly namespace: string
    readonly name: string
    readonly uid: string
  }
  readonly type: 'Normal' | 'Warning'
  /** Why, in one word that programs read: `Promoted`. */
  readonly reason: string
  /** What was done, in one word: `Promote`. */
  readonly action: string
  readonly note: string
  readonly reportingController: string
  /** Which of its processes; the server takes 128 characters. */
  readonly reportingInstance: string
  /** When it happened, by the clock on the wall, to the thousandth part; now, if absent. */
  readonly happenedMs?: number
}

const longestNote = 1024 // bytes

/** Says what happened, once for each name; a second try finds it said. */
export function createRecordEvent(
  { create }: Pick<ReturnType<typeof createWrites>, 'create'>,
  clock: Clock,
) {
  return async function recordEvent(
    { name, namespace, note, reportingInstance, happenedMs, ...event }: EventWanted,
    options: WriteOptions = {},
  ): Promise<'recorded' | 'known'> {
    const { kind } = resources.events
    const object = {
      ...event,
      ...{ apiVersion: apiVersionOf(resources.events), kind, metadata: { name, namespace } },
      reportingInstance: reportingInstance.slice(0, 128),
      eventTime: microTime(happenedMs ?? clock.wall()),
      note: beginningOf(note),
    }
    try {
      await create(object, options)
      return 'recorded'
    } catch (cause) {
      if (cause instanceof ContenderError && cause.code === 'NameTaken') return 'known'
      throw cause
    }
  }
}

/** As many whole characters as the server takes bytes. */
function beginningOf(note: string): string {
  const { read } = new TextEncoder().encodeInto(note, new Uint8Array(longestNote))
  return note.slice(0, read)
}
