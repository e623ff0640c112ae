import { setImmediate as nextTurn } from 'node:timers/promises'
import { ContenderError } from '../errors.ts'
import type { Clock } from '../reconciler/clock.ts'
import type { Disk } from './disk.ts'
import { beginFile } from './file.ts'
import { type Frame, frameOf, isFree, kinds } from './framing.ts'
import { createQueue } from './queue.ts'
import type { Term } from './term.ts'
import { behind } from './unwritable.ts'
import { createWaiters } from './waiters.ts'

export type Journal = {
  /** Takes a copy, and returns at once. Kinds from 1 to 253 are free. After `close` nothing comes of it. */
  readonly append: (kind: number, payload: Uint8Array) => void
  /**
   * Resolves once all that was appended before is safe; `JournalUnwritable` where it is not, or not yet known to be.
   * `StateInUse` where another process has taken the folder: from then on nothing is ever safe again.
   */
  readonly durable: () => Promise<void>
  /** Why nothing can be made durable now. */
  readonly unwritable: () => ContenderError | undefined
  /**
   * Whatever was appended is safe afterwards, the file says that nothing is missing, and the folder is free. A disk may
   * hang for ever: after so many milliseconds this rejects with `JournalUnwritable`, and the folder is free, too. What is
   * still under way then does no harm to whoever has it next.
   */
  readonly close: (withinMs?: number) => Promise<void>
}

type Parts = {
  readonly folder: string
  readonly disk: Disk
  readonly clock: Clock
  readonly term: Term
  readonly snapshot: () => Iterable<Frame>
  readonly turned: (unwritable: ContenderError | undefined) => void
  readonly release: () => void
  readonly fileBytes: number
  readonly queueBytes: number
  readonly longestBytes: number
}

/**
 * One loop writes all that has come together since its last turn, and syncs it once if anybody waits for that.
 *
 * After a write or a sync that failed nobody knows what the file holds, and a later sync that succeeds says nothing
 * about it. So whoever waits is refused, and every second another file is begun, with a snapshot of all that was
 * appended by then. In the meantime nothing is kept in memory. Only who has lost the folder to another process never
 * tries again.
 */
export async function keepJournal(parts: Parts): Promise<Journal> {
  const { folder, clock, turned, release, fileBytes } = parts
  const queue = createQueue(parts.queueBytes)
  const waiters = createWaiters()
  const ending = new AbortController()
  let [appended, safe, inSnapshot] = [0, 0, 0]
  let failure: ContenderError | undefined
  let verifiedMs = clock.now()
  let isRunning = false
  let running: Promise<void> | undefined
  let closing: Promise<void> | undefined
  let file = await beginFile(parts, 1, snapshot)
  return { append, durable, unwritable, close: (withinMs) => (closing ??= end(withinMs)) }

  /** All that there is at this moment. What comes afterwards follows it in the same file. */
  function snapshot(): Iterable<Frame> {
    const told = parts.snapshot() // may append what it says already
    queue.beginAnew()
    inSnapshot = appended
    return told
  }

  function append(kind: number, payload: Uint8Array): void {
    if (!isFree(kind)) throw new RangeError(`${kind} is no kind for a frame`)
    if (ending.signal.aborted) return
    appended += 1
    if (!queue.isBehind()) queue.add(frameOf(kind, payload))
    start()
  }

  function durable(): Promise<void> {
    const refusal = unwritable()
    if (refusal !== undefined) return Promise.reject(refusal)
    if (appended <= safe) return Promise.resolve()
    start()
    return waiters.wait(appended)
  }

  function unwritable(): ContenderError | undefined {
    if (isLost()) return failure
    return ending.signal.aborted ? behind(folder, 'the journal is closed') : failure
  }

  function start(): void {
    if (isRunning) return
    isRunning = true
    running = run()
  }

  async function run(): Promise<void> {
    await nextTurn() // lets those join who come in the same breath
    while (hasWork()) await round()
    isRunning = false
  }

  function hasWork(): boolean {
    if (failure !== undefined) return !isLost() && !ending.signal.aborted
    return !queue.isEmpty() || waiters.isAny(appended) || isDue()
  }

  /** Another file. */
  function isDue(): boolean {
    return queue.isBehind() || file.length() > file.begun + Math.max(fileBytes, file.begun)
  }

  /** To another process. */
  function isLost(): boolean {
    return failure?.code === 'StateInUse'
  }

  async function round(): Promise<void> {
    if (failure !== undefined) await clock.sleep(againMs, ending.signal)
    try {
      await (isDue() ? moveOn() : writeOn())
    } catch (cause) {
      fail(cause)
    }
  }

  async function writeOn(): Promise<void> {
    const reached = appended
    await file.append(queue.take())
    if (!waiters.isAny(reached)) return verifyNowAndThen()
    await file.sync()
    await verify()
    settle(reached)
    queue.add(file.mark())
  }

  async function verify(): Promise<void> {
    verifiedMs = clock.now()
    await file.verify()
  }

  /** Else who is asked by nobody would never learn that he has lost the folder. */
  async function verifyNowAndThen(): Promise<void> {
    if (clock.now() - verifiedMs >= againMs) await verify()
  }

  async function moveOn(): Promise<void> {
    const next = await beginFile(parts, file.number + 1, snapshot)
    await file.close().catch(() => {}) // nobody needs it any more
    file = next
    const isHealed = failure !== undefined
    failure = undefined
    settle(inSnapshot)
    if (isHealed) turned(undefined)
  }

  function settle(reached: number): void {
    safe = reached
    waiters.settle(reached)
  }

  function fail(cause: unknown): void {
    const before = failure?.code
    failure = refusalOf(cause)
    queue.drop()
    waiters.refuse(failure)
    if (failure.code !== before) turned(failure)
  }

  function refusalOf(cause: unknown): ContenderError {
    const isTaken = cause instanceof ContenderError && cause.code === 'StateInUse'
    return isTaken ? cause : behind(folder, cause)
  }

  async function end(withinMs: number | undefined): Promise<void> {
    ending.abort()
    try {
      await (withinMs === undefined ? leave() : within(clock, withinMs, leave()))
    } catch (cause) {
      const refusal = refusalOf(cause)
      waiters.refuse(refusal)
      throw refusal
    } finally {
      release()
    }
  }

  async function leave(): Promise<void> {
    await running
    try {
      if (isLost()) throw failure
      await finish().catch((cause) => {
        fail(cause)
        if (isLost()) throw cause
        return finish() // in another file
      })
    } finally {
      await file.close().catch(() => {})
    }
  }

  async function finish(): Promise<void> {
    if (queue.isBehind()) await moveOn()
    await file.append(queue.take())
    await file.sync()
    await verify()
    await file.append([file.mark(), frameOf(kinds.closed, nothing)])
    await file.sync()
  }
}

const againMs = 1000

const nothing = Buffer.alloc(0)

/** Rejects when it takes longer; it goes on nevertheless. */
async function within(clock: Clock, ms: number, work: Promise<void>): Promise<void> {
  const done = new AbortController()
  const late = clock.sleep(ms, done.signal).then(() => {
    throw new Error(`the disk has not answered for ${ms} ms`)
  })
  await Promise.race([work, late]).finally(() => done.abort())
}
