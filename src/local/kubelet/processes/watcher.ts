import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Clock } from '../../../reconciler/clock.ts'
import { shell, watching } from './scripts.ts'

export type Watcher = ReturnType<typeof createWatcher>

type Ports = { readonly clock: Clock; readonly trouble: (cause: unknown) => void }

/**
 * A process beside this one that kills process groups once this one is gone, however it went: the end of
 * a pipe tells it. It is in a session of its own, so that Ctrl-C passes it by. Should it be killed itself,
 * another takes its place and learns all groups; only between these two moments, and only if this process
 * is killed as well, is a group left to the sweep of the next start.
 */
export function createWatcher({ clock, trouble }: Ports) {
  /** Of each group, what resolves once the watcher of the day has it on its list. */
  const groups = new Map<number, PromiseWithResolvers<void>>()
  const closing = new AbortController()
  let present = start()

  function start(): ChildProcess {
    const begun = clock.now()
    const child = spawn(shell, ['-c', watching, 'contender-watcher'], {
      ...({ detached: true, cwd: '/', env: {} } as const),
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    child.on('error', trouble)
    child.stdin?.on('error', () => {}) // it is gone: `close` says so too
    if (child.stdout !== null) {
      createInterface(child.stdout).on('line', (group) => groups.get(Number(group))?.resolve())
    }
    child.on('close', () => void restart(begun))
    for (const group of groups.keys()) child.stdin?.write(`+ ${group}\n`)
    return child
  }

  /** At once, unless it did not live for long: then it may not live for long again. */
  async function restart(begun: number): Promise<void> {
    if (closing.signal.aborted) return
    const livedMs = clock.now() - begun
    if (livedMs < restMs) await clock.sleep(restMs - livedMs, closing.signal)
    if (!closing.signal.aborted) present = start()
  }

  /** Resolves once the group would be killed with us; never before that. */
  function guard(group: number): Promise<void> {
    const known = Promise.withResolvers<void>()
    groups.set(group, known)
    present.stdin?.write(`+ ${group}\n`)
    return known.promise
  }

  function release(group: number): void {
    if (groups.delete(group)) present.stdin?.write(`- ${group}\n`)
  }

  /** What is still guarded then is killed. */
  async function close(): Promise<void> {
    closing.abort()
    const { exitCode, signalCode, pid } = present
    const isOver = pid === undefined || exitCode !== null || signalCode !== null
    const gone = new Promise<void>((resolve) => present.on('close', () => resolve()))
    present.stdin?.end()
    if (!isOver) await gone
  }

  return { guard, release, close, pid: () => present.pid }
}

const restMs = 1000
