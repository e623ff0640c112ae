import { parentPort, workerData } from 'node:worker_threads'
import { ContenderError } from '../../errors.ts'
import { openSession, type Session, startRuntime } from '../session/session.ts'
import { buffersOf } from './buffers.ts'
import type { Order, Report, Start } from './messages.ts'

/** What runs in the thread of a model. Anything but a ContenderError is a bug, and ends it. */
const { bytes, threads }: Start = workerData

function say(report: Report, given: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(report, given)
}

function sayFailure(cause: unknown): void {
  if (!(cause instanceof ContenderError)) throw cause
  say({ kind: 'Failed', code: cause.code, message: cause.message })
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const from = performance.now()
  const found = await work()
  return [found, performance.now() - from]
}

async function obey(order: Order, session: Session): Promise<void> {
  if (order.kind === 'End') {
    await session.release()
    return parentPort?.close()
  }
  try {
    const [outputs, ms] = await timed(() => session.run(order.inputs, order.outputs))
    say({ kind: 'Ran', outputs, ms }, buffersOf(outputs))
  } catch (cause) {
    sayFailure(cause)
  }
}

try {
  await startRuntime()
  const [session, ms] = await timed(() => openSession(bytes, threads))
  parentPort?.on('message', (order: Order) => void obey(order, session))
  say({ kind: 'Opened', declaration: session.declaration, ms })
} catch (cause) {
  sayFailure(cause)
}
