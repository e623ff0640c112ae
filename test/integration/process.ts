import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { waitUntil } from '../cluster/waiting.ts'

/** A line of the log. */
type Told = { readonly msg: string; readonly [field: string]: unknown }

export type Running = {
  readonly pid: number
  /** Until the process has ended. */
  readonly kill: (signal: NodeJS.Signals) => void
  readonly log: () => readonly Told[]
  /** The line with this sentence and these fields, once it is there. */
  readonly told: (msg: string, fields?: { readonly [field: string]: unknown }) => Promise<Told>
  readonly exit: Promise<Exit>
  readonly hasEnded: () => boolean
}

type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

export type How = {
  /** What is run instead of `contender`. */
  readonly program?: string
  /** Said to the shell before. */
  readonly before?: string
  /** Registers what must be done when nobody needs the process any more. */
  readonly atEnd?: (act: () => Promise<void>) => void
}

const root = join(import.meta.dirname, '../..')

const limitMs = 60_000

/** `contender …` as a process of its own, which ends with the test. */
export function startContender(
  args: readonly string[],
  { program = 'src/main.ts', before = '', atEnd = onTestFinished }: How = {},
): Running {
  const words = [process.execPath, join(root, program), ...args]
  const line = `${before} exec ${words.map((word) => `'${word}'`).join(' ')}`
  const child = spawn('sh', ['-c', line], { stdio: ['ignore', 'ignore', 'pipe'] })
  const log = logOf(child)
  let exited: Exit | undefined
  const exit = new Promise<Exit>((resolve) =>
    child.once('close', (code, signal) => {
      exited = { code, signal }
      resolve(exited)
    }),
  )
  living.add(child)
  atEnd(async () => {
    child.kill('SIGKILL')
    await exit
    living.delete(child)
  })

  async function told(msg: string, fields: { readonly [field: string]: unknown } = {}) {
    let found: Told | undefined
    const isIt = (row: Told) =>
      row.msg === msg && Object.entries(fields).every(([name, value]) => row[name] === value)
    await waitUntil(
      () => {
        found = log.rows.find(isIt)
        if (found === undefined && exited !== undefined) throw new Error(`it ended: ${log.text()}`)
        return found !== undefined
      },
      { what: `«${msg}» in the log`, limitMs, everyMs: 5 },
    )
    return found as unknown as Told
  }

  return {
    pid: child.pid ?? 0,
    kill: (signal) => void child.kill(signal),
    log: () => log.rows,
    ...{ told, exit, hasEnded: () => exited !== undefined },
  }
}

/** None outlives whoever started it, whatever happens to that. */
const living = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

/** Lines that are no JSON are what a process says that breaks. */
function logOf(child: ChildProcess) {
  const rows: Told[] = []
  let [text, rest] = ['', '']
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-10_000)
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) rows.push(line.startsWith('{') ? JSON.parse(line) : { msg: line })
  })
  return { rows, text: () => text }
}
