import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { waitUntil } from '../waiting.ts'

/** A server as a child process, with its own log file. */
export type Daemon = {
  readonly name: string
  hasEnded(): boolean
  log(): Promise<string>
  /** SIGTERM, and SIGKILL for one that takes too long. Returns when it has ended. */
  stop(graceMs: number): Promise<void>
}

export async function startDaemon(
  binary: string,
  args: readonly string[],
  logFile: string,
): Promise<Daemon> {
  const name = basename(binary)
  const log = await open(logFile, 'w')
  // A file, not a pipe: whoever reads a pipe may end first, and the next line would end the daemon.
  const child = spawn(binary, args, { stdio: ['ignore', log.fd, log.fd] })
  await once(child, 'spawn').finally(() => log.close())
  return {
    name,
    hasEnded: () => hasEnded(child),
    log: () => readFile(logFile, 'utf8'),
    stop: (graceMs) => stop(child, graceMs),
  }
}

/**
 * Waits until a daemon serves. `port taken`: someone else was quicker, try another.
 * A daemon that ended for another reason, or takes too long, is an error with the end of its log.
 */
export async function untilReady(
  daemon: Daemon,
  isReady: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<'ready' | 'port taken'> {
  const bounds = { what: `${daemon.name} to be ready`, limitMs: 90_000, signal }
  try {
    await waitUntil(async () => daemon.hasEnded() || (await isReady()), bounds)
  } catch (cause) {
    throw new Error(`${String(cause)}; it said: ${await lastLines(daemon)}`, { cause })
  }
  if (!daemon.hasEnded()) return 'ready'
  if ((await daemon.log()).includes('address already in use')) return 'port taken'
  throw new Error(`${daemon.name} ended while starting; it said: ${await lastLines(daemon)}`)
}

async function lastLines(daemon: Daemon): Promise<string> {
  return (await daemon.log()).trimEnd().split('\n').slice(-5).join('\n')
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

async function stop(child: ChildProcess, graceMs: number): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const patience = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await ended
  clearTimeout(patience)
}
