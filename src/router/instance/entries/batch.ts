import type { Json } from '../../../api/json.ts'
import type { Answer } from '../../../evidence/counting/answer.ts'
import type { Request } from '../../../evidence/counting/requests.ts'
import type { EventName } from '../../../evidence/events.ts'
import type { Arrived } from '../../outcomes/outcome.ts'
import type { Copy } from '../instance.ts'
import { makeRoom, putByte, putFloat, putText, type Writing } from './bytes.ts'
import { flags, marks } from './kinds.ts'

/** Small operations on their way into the journal, in the order in which they came. */
export type Batch = {
  readonly request: (request: Request, own: Answer) => void
  readonly outcome: (arrived: Arrived) => void
  readonly copy: (copy: Copy) => void
  readonly note: (event: EventName) => void
  /** One that is nothing but its time. */
  readonly time: (mark: 'told' | 'expired' | 'second', atMs: number) => void
  /** Writes what is there as one entry. */
  readonly flush: () => void
  /**
   * Forgets it, since something else says the same. The next `flush` writes an entry all the same: who waits for that one
   * waits for what was forgotten, too.
   */
  readonly drop: () => void
}

/**
 * `write` copies what it is given. Requests come by the thousand a second, so one is written as twenty bytes, into a buffer that is there, and makes no object.
 * What all of them share, such as the variant, is written once in an entry and has a number from there on.
 */
export function createBatch(write: (entry: Buffer) => void): Batch {
  const to: Writing = { bytes: Buffer.allocUnsafe(2 * enough), at: 0 }
  let known: Shared[] = []
  let last = 0
  const noted = new Map<EventName, number>()
  let isOwed = false

  /** The number of what it shares with others. The same as the last one's, mostly. */
  function sharedBy(request: Request): number {
    const recent = known[last]
    if (recent !== undefined && isSame(recent, request)) return last
    last = known.findIndex((each) => isSame(each, request))
    if (last < 0) last = share(request)
    return last
  }

  function share({ round, epoch, slice, assigned, how }: Request): number {
    if (known.length === mostShared) flush()
    putText(mark(marks.exposure), JSON.stringify({ round, epoch, slice, assigned, how }))
    return known.push({ round, epoch, slice, assigned, how }) - 1
  }

  /** An operation begins. It ends before another one may write the entry. */
  function mark(kind: number): Writing {
    makeRoom(to, longestMark)
    putByte(to, kind)
    return to
  }

  function request(request: Request, own: Answer): void {
    const shared = sharedBy(request)
    const { unitHash, isUnitless, bucket } = request
    const failed = own.failed ? flags.failed : 0
    const unit = unitHash === undefined ? 0 : flags.hasUnit
    mark(marks.request + failed + unit + (isUnitless === true ? flags.isUnitless : 0))
    putByte(to, shared)
    putByte(to, bucket)
    putFloat(to, own.latencyMs)
    if (unitHash !== undefined) putFloat(to, unitHash)
    flushIfLong()
  }

  function outcome({ sent: { receipt, truth, values }, arrivedAtMs }: Arrived): void {
    putFloat(mark(marks.outcome), arrivedAtMs)
    putText(to, receipt, 'base64url')
    putText(to, JSON.stringify({ truth: keepable(truth), values }))
    flushIfLong()
  }

  function copy(copy: Copy): void {
    putText(mark(marks.copy), JSON.stringify(copy))
    flushIfLong()
  }

  function time(kind: 'told' | 'expired' | 'second', atMs: number): void {
    putFloat(mark(marks[kind]), atMs)
    flushIfLong()
  }

  function flushIfLong(): void {
    if (to.at >= enough) flush()
  }

  function flush(): void {
    for (const [event, count] of noted) {
      putFloat(mark(marks.noted), count)
      putText(to, event)
    }
    if (to.at > 0 || isOwed) write(to.bytes.subarray(0, to.at))
    isOwed = false
    clear()
  }

  function drop(): void {
    isOwed ||= to.at > 0 || noted.size > 0
    clear()
  }

  function clear(): void {
    if (to.bytes.length > widest) to.bytes = Buffer.allocUnsafe(2 * enough)
    to.at = 0
    known = []
    noted.clear()
  }

  return {
    ...{ request, outcome, copy, time, flush, drop },
    note: (event) => {
      noted.set(event, (noted.get(event) ?? 0) + 1)
    },
  }
}

/** What many requests of a second have in common. */
export type Shared = Pick<Request, 'round' | 'epoch' | 'slice' | 'assigned' | 'how'>

const isSame = (a: Shared, b: Shared) =>
  a.slice === b.slice &&
  a.assigned === b.assigned &&
  a.how === b.how &&
  a.epoch === b.epoch &&
  a.round === b.round

/** JSON has no infinity. As a label its name is the same, and as a number neither is any. */
const keepable = (truth: Json | undefined) =>
  typeof truth === 'number' && !Number.isFinite(truth) ? `${truth}` : truth

/** Their number is a byte. */
const mostShared = 256
const longestMark = 32
const enough = 65_536
const widest = 4 * enough
