import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ContenderError } from '../errors.ts'
import type { Clock } from '../reconciler/clock.ts'
import type { Disk } from './disk.ts'
import { beginFile } from './file.ts'
import { createFraming, kinds } from './framing.ts'
import { createQueue } from './queue.ts'
import { behind } from './unwritable.ts'
import { createWaiters } from './waiters.ts'

export type Journal = {
  /** Takes a copy, and returns at once. Kinds from 1 to 253 are free. After `close` nothing comes of it. */
  readonly append: (kind: number, payload: Uint8Array) => void
  /** Resolves once all that was appended before is safe; `JournalUnwritable` where it is not, or not yet known to be. */
  readonly durable: () => Promise<void>
  /** Why nothing can be made durable now. */
  readonly unwritable: () => ContenderError | undefined
  /** Whatever was appended is safe afterwards, the file says that nothing is missing, and the folder is free. */
  readonly close: () => Promise<void>
}

type Parts = {
  readonly folder: string
  readonly disk: Disk
  readonly clock: Clock
  /** The number of the file that is there. */
  readonly after: number
  readonly snapshot: () => Buffer
  readonly turned: (unwritable: ContenderError | undefined) => void
  readonly release: () => void
  readonly fileBytes: number
  readonly queueBytes: number
}

/**
 * One loop writes all that has come together since its last turn, and syncs it once if anybody waits for that.
 *
 * After a write or a sync that failed nobody knows what the file holds, and a later sync that succeeds says nothing
 * about it. So whoever waits is refused, and every second another file is begun, with a snapshot of all that was
 * appended by then. In the meantime nothing is kept in memory.
 */
export async function keepJournal(parts: Parts): Promise<Journal> {
  const { folder, disk, clock, snapshot, turned, release, fileBytes } = parts
  const queue = createQueue(parts.queueBytes)
  const waiters = createWaiters()
  const ending = new AbortController()
  let [appended, safe, inSnapshot] = [0, 0, 0]
  let failure: ContenderError | undefined
  let isRunning = false
  let running: Promise<void> | undefined
  let closing: Promise<void> | undefined
  let framing = createFraming()
  let file = await beginFile(disk, parts.after, content)
  return { append, durable, unwritable, close: () => (closing ??= end()) }

  /** All that there is at this moment. What comes afterwards follows it in the same file. */
  function content(): readonly Buffer[] {
    const whole = snapshot() // may append what it says already
    framing = createFraming()
    queue.beginAnew()
    inSnapshot = appended
    return [framing.head, framing.frame(kinds.snapshot, whole)]
  }

  function append(kind: number, payload: Uint8Array): void {
    if (kind < 1 || kind > 253) throw new RangeError(`${kind} is no kind for a frame`)
    if (ending.signal.aborted) return
    appended += 1
    if (!queue.isBehind()) queue.add(framing.frame(kind, payload))
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
    if (failure !== undefined) return !ending.signal.aborted
    return !queue.isEmpty() || waiters.isAny(appended) || isDue()
  }

  /** Another file. */
  function isDue(): boolean {
    return queue.isBehind() || file.length() > Math.max(fileBytes, 4 * file.begun)
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
    if (!waiters.isAny(reached)) return
    await file.sync()
    settle(reached)
    queue.add(framing.mark(file.length()))
  }

  async function moveOn(): Promise<void> {
    const next = await beginFile(disk, file.number, content)
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
    const isNew = failure === undefined
    failure = behind(folder, cause)
    queue.drop()
    waiters.refuse(failure)
    if (isNew) turned(failure)
  }

  async function end(): Promise<void> {
    ending.abort()
    await running
    try {
      await finish().catch((cause) => {
        fail(cause)
        return finish() // in another file
      })
    } catch (cause) {
      throw behind(folder, cause)
    } finally {
      await file.close().catch(() => {})
      release()
    }
  }

  async function finish(): Promise<void> {
    if (queue.isBehind()) await moveOn()
    await file.append(queue.take())
    await file.sync()
    await file.append([framing.mark(file.length()), framing.frame(kinds.closed, nothing)])
    await file.sync()
  }
}

const againMs = 1000

const nothing = Buffer.alloc(0)
