import { ContenderError } from '../../errors.ts'
import type { Tensors } from '../../protocol/tensor.ts'
import type { Declaration } from '../session/session.ts'
import { buffersOf, copies } from './buffers.ts'
import type { Report, Start } from './messages.ts'
import { startThread } from './thread.ts'

export type Timed = { readonly outputs: Tensors; readonly ms: number }

/** A model on a thread of its own. */
export type Threaded = {
  readonly declaration: Declaration
  readonly loadMs: number
  /** Runs wait for each other. What is sent is copied, what comes back is moved. */
  readonly run: (inputs: Tensors, outputs: readonly string[]) => Promise<Timed>
  /** Ends the thread when all runs have come to an end. */
  readonly release: () => Promise<void>
}

/** Where it rejects, the thread has ended. */
export async function openThreaded(
  start: Start,
  given: readonly ArrayBuffer[],
  died: (why: ContenderError) => void,
): Promise<Threaded> {
  const thread = startThread(start, given, died)
  const { declaration, ms } = await expected('Opened', thread.opened).catch(async (cause) => {
    await thread.end()
    throw cause
  })
  let last: Promise<unknown> = Promise.resolve()

  function run(inputs: Tensors, outputs: readonly string[]): Promise<Timed> {
    const own = last.then(() => {
      const sent = copies(inputs)
      const order = { kind: 'Run', inputs: sent, outputs } as const
      return expected('Ran', thread.ask(order, buffersOf(sent)))
    })
    last = own.catch(() => {})
    return own
  }

  return { declaration, loadMs: ms, run, release: () => last.then(thread.end) }
}

async function expected<K extends Report['kind']>(kind: K, answer: Promise<Report>) {
  const report = await answer
  if (report.kind === 'Failed') throw new ContenderError(report.code, report.message)
  if (report.kind !== kind) throw new TypeError(`${report.kind} instead of ${kind}`)
  return report as Extract<Report, { readonly kind: K }>
}
