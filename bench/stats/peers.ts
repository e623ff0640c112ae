import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The Python side, alive for the whole run, so that no start of a process is ever measured. */
export type Peers = {
  readonly versions: Readonly<Record<string, string>>
  /** What each case comes to over there. */
  readonly prepare: (name: string, cases: readonly unknown[]) => Promise<readonly number[][]>
  /** Nanoseconds of so many calls, going round the cases. */
  readonly time: (name: string, calls: number) => Promise<number>
  readonly close: () => Promise<void>
}

type Line = {
  readonly versions: Readonly<Record<string, string>>
  readonly answers: readonly number[][]
  readonly ns: number
}

export async function openPeers(python: string): Promise<Peers> {
  const script = join(import.meta.dirname, 'peers.py')
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
  const child = spawn(python, ['-W', 'ignore', script], { stdio: ['pipe', 'pipe', 'inherit'], env })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()

  async function next(): Promise<Line> {
    const { value, done } = await lines.next()
    if (done) throw new Error('the Python side ended; what it said is above')
    return JSON.parse(value)
  }
  function ask(request: unknown): Promise<Line> {
    child.stdin.write(`${JSON.stringify(request)}\n`)
    return next()
  }

  const { versions } = await next()
  return {
    versions,
    prepare: async (name, cases) => (await ask({ prepare: name, cases })).answers,
    time: async (name, calls) => (await ask({ time: name, calls })).ns,
    close: async () => {
      child.stdin.end()
      await exited
    },
  }
}
