import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import type { Readable, Writable } from 'node:stream'
import { saidBy } from '../../../errors.ts'
import { orAborted } from '../../../reconciler/aborted.ts'
import type { Program } from '../program/program.ts'
import { findProgram } from './find-program.ts'
import type { Leftovers } from './leftovers.ts'
import { openPipes, type Pipe } from './pipes.ts'
import { gate, shell } from './scripts.ts'
import { killGroup, numberOf, sendTo } from './signals.ts'
import type { Watcher } from './watcher.ts'

export type Stream = 'stdout' | 'stderr'

/** Takes what a process says; what follows waits until it is taken. */
export type Hear = (stream: Stream, said: Buffer) => Promise<void> | void

export type Exit = { readonly exitCode: number; readonly signal?: number }

export type Process = {
  readonly pid: number
  /** Resolves when it has ended, the rest of its group is killed, and what it said has been heard. */
  readonly ended: Promise<Exit>
  /** To the program alone, as in a container. */
  readonly send: (signal: NodeJS.Signals) => void
  /** Kills the whole group. */
  readonly kill: () => void
}

/** A program that cannot be begun, in words for its user. */
export class NoStart extends Error {
  override readonly name = 'NoStart'
}

type Ports = {
  readonly watcher: Pick<Watcher, 'guard' | 'release'>
  readonly leftovers: Pick<Leftovers, 'record' | 'drop'>
  /** Where names of pipes are, for a moment. */
  readonly folder: string
}

export type Spawner = ReturnType<typeof createSpawner>

/**
 * Begins programs, each in a process group of its own that dies with this process: nothing of a program
 * runs before the watcher knows its group and the record has it.
 */
export function createSpawner({ watcher, leftovers, folder }: Ports) {
  let count = 0

  async function begin(program: Program, hear: Hear, signal: AbortSignal): Promise<Process> {
    const path = await pathOf(program)
    count++
    const pipes = await openPipes(folder, [`${count}.out`, `${count}.err`])
    const argv = [path, ...program.argv.slice(1)]
    const child = await gated(argv, program, pipes)
    return letGo(child, pipes, hear, signal)
  }

  /** Says the word once nobody could overlook the process any more. */
  async function letGo(
    child: Started,
    pipes: readonly Pipe[],
    hear: Hear,
    signal: AbortSignal,
  ): Promise<Process> {
    const { pid } = child
    const word = child.stdio[3] as Writable
    word.on('error', () => {}) // it was killed at the gate
    let isOver = false
    child.once('exit', () => {
      isOver = true
    })
    const ended = endOf(child, pipes, hear)
    try {
      const known = Promise.all([leftovers.record(pid), watcher.guard(pid)])
      await orAborted(known, signal)
      word.end('go\n')
    } catch (cause) {
      word.destroy()
      await ended
      throw cause
    }
    const unlessOver = (act: () => void) => isOver || act() // the number may be another's by then
    return {
      ...{ pid, ended, kill: () => void unlessOver(() => killGroup(pid)) },
      send: (signal) => void unlessOver(() => sendTo(pid, signal)),
    }
  }

  async function endOf(child: Started, pipes: readonly Pipe[], hear: Hear): Promise<Exit> {
    const [out, err] = pipes.map(({ reading }) => reading)
    const heard = Promise.all([take(out, 'stdout', hear), take(err, 'stderr', hear)])
    const exit = await exitOf(child)
    killGroup(child.pid)
    watcher.release(child.pid) // from now on the number may be another's
    await leftovers.drop(child.pid).catch(() => {}) // the sweep finds nobody of that time
    // Whoever left the group may hold a pipe for ever.
    const patience = setTimeout(
      () => pipes.forEach(({ reading }) => void reading.destroy()),
      tailMs,
    )
    await heard
    clearTimeout(patience)
    return exit
  }

  return { begin }
}

const tailMs = 1000

async function pathOf(program: Program): Promise<string> {
  const isThere = await stat(program.cwd).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isThere) throw new NoStart(`the working directory ${program.cwd} is not there`)
  const path = await findProgram(program)
  if (path !== undefined) return path
  throw new NoStart(`no program ${JSON.stringify(program.argv[0] ?? '')} was found`)
}

type Started = ChildProcess & { readonly pid: number }

/** What it says goes to the pipes, of which this process keeps the reading ends alone. */
async function gated(
  argv: readonly string[],
  { env, cwd }: Program,
  pipes: readonly Pipe[],
): Promise<Started> {
  const [out, err] = pipes.map(({ writing }) => writing)
  const child = spawn(shell, ['-c', gate, 'sh', ...argv], {
    ...{ cwd, env: { ...env }, detached: true },
    stdio: ['ignore', out, err, 'pipe'],
  })
  for (const { done } of pipes) done()
  try {
    await once(child, 'spawn')
  } catch (cause) {
    for (const { reading } of pipes) reading.destroy()
    throw new NoStart(saidBy(cause))
  }
  return child as Started
}

const exitOf = (child: ChildProcess): Promise<Exit> =>
  new Promise((resolve) =>
    child.once('exit', (code, name) => {
      const signal = name === null ? undefined : numberOf(name)
      resolve(signal === undefined ? { exitCode: code ?? 0 } : { exitCode: 128 + signal, signal })
    }),
  )

async function take(from: Readable | undefined, stream: Stream, hear: Hear): Promise<void> {
  try {
    for await (const said of from ?? []) await hear(stream, said)
  } catch {
    // It was let go of.
  }
}
