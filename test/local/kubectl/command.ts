import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { waitUntil } from '../../cluster/waiting.ts'

export type Ran = { readonly code: number; readonly out: string; readonly err: string }

export type Running = {
  /** Once so many lines came out of it, or it has ended. */
  printed(lines: number): Promise<void>
  /** Once it has ended by itself. */
  ended(): Promise<Ran>
  /** Ends it as Ctrl-C does. */
  interrupt(): Promise<Ran>
}

type Shell = { readonly kubectl: string; readonly kubeconfig: string; readonly cache: string }

const patience = { limitMs: 20_000, everyMs: 10 }

/** kubectl as a process of its own, with nothing of the environment but where programs are. */
export function run(shell: Shell, args: readonly string[], input = ''): Running {
  const env = {
    PATH: process.env['PATH'],
    HOME: shell.cache,
    KUBECONFIG: shell.kubeconfig,
    KUBECACHEDIR: shell.cache,
    GOGC: 'off', // a third faster: it lives too short to tidy up
  }
  const child = spawn(shell.kubectl, [...args], { env })
  const out = textOf(child.stdout)
  const err = textOf(child.stderr)
  const exit = once(child, 'close')
  // It may be gone before it has read all of it: what it said of that is in its answer.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const late = setTimeout(() => child.kill('SIGKILL'), patience.limitMs)
  const ended = async () => {
    const [code] = await exit
    clearTimeout(late)
    return { code: code ?? -1, out: out(), err: err() }
  }
  const printed = (lines: number) => {
    const isEnough = () => out().split('\n').length > lines || child.exitCode !== null
    return waitUntil(isEnough, { what: `${lines} lines of kubectl ${args.join(' ')}`, ...patience })
  }
  const interrupt = async () => {
    child.kill('SIGINT')
    const { code: _, ...said } = await ended()
    return { code: 0, ...said }
  }
  return { printed, ended, interrupt }
}

function textOf(stream: ChildProcess['stdout']): () => string {
  let text = ''
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  return () => text
}
