import type { Clock } from '../../../reconciler/clock.ts'
import type { Process } from '../processes/spawner.ts'

export type Ending = {
  /** It has even less time. */
  readonly hasten: (dueAt: number) => void
}

type Wanted = {
  readonly process: Pick<Process, 'send' | 'kill'>
  /** Aborts when it is over. */
  readonly over: AbortSignal
  readonly signal: NodeJS.Signals
  readonly preStop: ((signal: AbortSignal) => Promise<void>) | undefined
  readonly dueAt: number
  readonly clock: Clock
}

/** For a program whose preStop hook has taken all the time there was. */
const lastChanceMs = 2000

/** Ends a run: its preStop hook, a signal, and once its time is up, SIGKILL to all of its group. */
export function beginEnding(wanted: Wanted): Ending {
  const { process, over, signal, preStop, clock } = wanted
  let { dueAt } = wanted
  let hurry = new AbortController()

  async function untilDue(): Promise<void> {
    while (!over.aborted && clock.now() < dueAt) {
      hurry = new AbortController()
      await clock.sleep(dueAt - clock.now(), AbortSignal.any([over, hurry.signal]))
    }
  }

  function hasten(at: number): void {
    dueAt = Math.min(dueAt, at)
    hurry.abort()
  }

  async function end(): Promise<void> {
    const late = new AbortController()
    const due = untilDue().then(() => late.abort())
    await preStop?.(AbortSignal.any([over, late.signal]))
    if (!over.aborted) process.send(signal)
    if (late.signal.aborted && preStop !== undefined) await clock.sleep(lastChanceMs, over)
    await due
    if (!over.aborted) process.kill()
  }

  void end()
  return { hasten }
}
