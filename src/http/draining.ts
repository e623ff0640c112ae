import type { Clock } from '../reconciler/clock.ts'

export type Draining = {
  /** How long it goes on answering while it says that it isn't ready. */
  readonly leaveMs: number
  /** Whether it may stop to do so once nobody is connected: nobody else will come. */
  readonly leavesWhenAlone: boolean
  /** How long requests under way may take from then on. */
  readonly graceMs: number
  readonly clock: Clock
  /** Answers end their connections, and readiness says no. */
  readonly leave: () => void
}

export type Drained = {
  /** How many clients are connected. */
  readonly connections: () => Promise<number>
  /** Takes no more; resolves once all that is under way has ended. */
  readonly close: () => Promise<void>
  /** Ends whatever is still under way. */
  readonly cut: () => void
}

/**
 * Ends a server so that nobody's request is lost: who balances loads sees that it isn't ready, and connections end
 * with the answers that go over them. Only then nothing new is let in.
 */
export async function drain(server: Drained, draining: Draining): Promise<void> {
  const { leaveMs, leavesWhenAlone, graceMs, clock, leave } = draining
  leave()
  const until = clock.now() + leaveMs
  while (clock.now() < until && !(leavesWhenAlone && (await server.connections()) === 0)) {
    await clock.sleep(Math.min(lookMs, until - clock.now()), never)
  }
  const closed = new AbortController()
  const closing = server.close().then(() => closed.abort())
  await clock.sleep(graceMs, closed.signal)
  if (!closed.signal.aborted) server.cut()
  await closing
}

const lookMs = 100

const never = new AbortController().signal
