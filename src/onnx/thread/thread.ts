import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { ContenderError, saidBy } from '../../errors.ts'
import type { Order, Report, Start } from './messages.ts'

export type Thread = {
  /** One at a time: waits for the answer to an order. Rejects with ModelCrashed once the thread has ended. */
  readonly ask: (order: Order, given: readonly ArrayBuffer[]) => Promise<Report>
  /** What it says by itself, once: that the model is open, or why it isn't. */
  readonly opened: Promise<Report>
  /** Tells it to end, and resolves when it has. It must be at rest: whatever ends it while it runs ends the process. */
  readonly end: () => Promise<void>
}

/** As it is written, or as it is built. */
const program = fileURLToPath(new URL('./program.ts', import.meta.url)).replace(
  /\.ts$/,
  extname(import.meta.url),
)

type Waiting = {
  readonly resolve: (report: Report) => void
  readonly reject: (cause: ContenderError) => void
}

/** Starts the thread of a model; `died` is called once if it ends without having been told to. */
export function startThread(
  start: Start,
  given: readonly ArrayBuffer[],
  died: (why: ContenderError) => void,
): Thread {
  const worker = new Worker(program, { workerData: start, transferList: [...given] })
  let waiting: Waiting | undefined
  let gone: ContenderError | undefined
  let why = ''
  let isTold = false
  const ended = Promise.withResolvers<void>()

  function next(): Promise<Report> {
    return new Promise((resolve, reject) => {
      if (gone !== undefined) return reject(gone)
      waiting = { resolve, reject }
    })
  }

  worker.on('message', (report: Report) => {
    const own = waiting
    waiting = undefined
    own?.resolve(report)
  })
  worker.once('error', (cause) => {
    why = saidBy(cause)
  })
  worker.once('exit', (code) => {
    const reason = why === '' ? `exit code ${code}` : why
    gone = new ContenderError('ModelCrashed', `the thread of the model has ended: ${reason}`)
    ended.resolve()
    waiting?.reject(gone)
    if (!isTold) died(gone)
  })

  return {
    opened: next(),
    ask(order, own) {
      const answer = next()
      worker.postMessage(order, own)
      return answer
    },
    end() {
      if (!isTold && gone === undefined) worker.postMessage({ kind: 'End' } satisfies Order)
      isTold = true
      return ended.promise
    },
  }
}
