import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { extname } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Order, Report } from './orders.ts'

export type ProxyProcess = {
  readonly pid: number | undefined
  readonly send: (order: Order) => void
  /** Resolves once it is gone, with why. */
  readonly ended: Promise<string>
  /** Has it end, and waits until it has. */
  readonly stop: () => Promise<void>
}

/** As it is written, or as it is built. */
const program = fileURLToPath(new URL('./proxy.ts', import.meta.url)).replace(
  /\.ts$/,
  extname(import.meta.url),
)
const patienceMs = 2_000

/** Starts the proxy. It lives no longer than this process, whatever becomes of it. */
export function startProxy(hear: (report: Report) => void): ProxyProcess {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(process.execPath, [program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true, // what is said to a whole process group is not meant for it
  })
  child.stdin.on('error', () => {}) // it is about to end, and says so
  createInterface(child.stdout).on('line', (line) => hear(JSON.parse(line)))
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
    child.once('error', (cause) => resolve(cause.message))
  })

  async function stop(): Promise<void> {
    child.stdin.end()
    const late = setTimeout(() => child.kill('SIGKILL'), patienceMs)
    await ended.finally(() => clearTimeout(late))
  }

  const send = (order: Order) => void child.stdin.write(`${JSON.stringify(order)}\n`)
  return { pid: child.pid, send, ended, stop }
}
