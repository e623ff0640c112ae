import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { waitUntil } from '../../test/cluster/waiting.ts'

/** A server, in processes of its own. */
export type Contestant = {
  readonly title: string
  readonly pids: readonly number[]
  readonly port: number
  readonly stop: () => Promise<void>
}

type Command = {
  readonly title: string
  readonly command: string
  readonly args: readonly string[]
  /** Its working folder, its own: it goes when the server has gone. */
  readonly folder: string
  readonly env?: Readonly<Record<string, string>>
}

/** Starts a server whose port is known, or told by itself: `portIn` finds it in what it says. */
export async function startContestant(
  { title, command, args, folder, env }: Command,
  portIn: (said: string) => number | undefined,
): Promise<Contestant> {
  const child = spawn(command, args, {
    ...{ cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
    detached: true, // a group of its own, so that its children end with it
  })
  const clean = () => rmSync(folder, { recursive: true, force: true })
  const end = () => {
    killGroup(child)
    clean()
  }
  process.once('exit', end)
  exitOnSignals()
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-mostKept)
    })
  }
  const stop = async () => {
    await stopped(child)
    process.off('exit', end)
    clean()
  }
  try {
    let port: number | undefined
    await waitUntil(
      async () => {
        if (child.exitCode !== null) throw new Error(`${title} has ended`)
        port = portIn(said)
        return port !== undefined && (await isReady(port))
      },
      { what: `${title} to be ready`, limitMs: 60_000, everyMs: 50 },
    )
    return { title, pids: [child.pid ?? 0], port: port ?? 0, stop }
  } catch (cause) {
    await stop()
    throw new Error(`${cause instanceof Error ? cause.message : cause}; it said: ${said}`)
  }
}

const mostKept = 1 << 16

/** One that has ended has no group any more. */
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {}
}

/** Otherwise whoever is told to end is gone without a word, and what it has started stays. */
function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    if (!process.listeners(signal).includes(exit)) process.once(signal, exit)
  }
}

const exit = () => process.exit(1)

const isReady = (port: number) =>
  fetch(`http://127.0.0.1:${port}/v2/health/ready`).then(
    (response) => response.status === 200,
    () => false,
  )

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const impatient = setTimeout(() => killGroup(child), 10_000)
  await exited
  clearTimeout(impatient)
}

/** Where a process of ours says that it listens. */
export function portTold(said: string): number | undefined {
  const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1]
  return port === undefined ? undefined : Number(port)
}
