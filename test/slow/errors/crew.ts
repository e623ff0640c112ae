import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Cell } from './cell.ts'
import { noOutcome, type Outcome, together } from './simulate.ts'
import type { Done, Task } from './worker.ts'

export type Finished = { readonly cell: Cell; readonly outcome: Outcome; readonly seconds: number }

type Order = { readonly seed: number; readonly runs: number; readonly workers: number }

/** Runs of a cell that one process does at a time. */
const shard = 100

/** A run keeps some megabytes until its end: with room for them, cells of pairs take half the time. */
const execArgv = [...process.execArgv, '--max-semi-space-size=128']

/**
 * Simulates cells in several processes, and tells of each as it is complete, with the processor's time
 * that it took. What comes out depends on the seed alone, not on who did what.
 */
export function simulateAll(
  cells: readonly Cell[],
  { seed, runs, workers }: Order,
  onFinished: (finished: Finished) => void,
): Promise<void> {
  const waiting = cells.flatMap((cell) => tasksOf(cell, seed, runs))
  const open = new Map(
    cells.map((cell) => [
      cell.name,
      { cell, outcome: noOutcome(cell), seconds: 0, left: tasksOf(cell, seed, runs).length },
    ]),
  )
  let working = 0

  return new Promise((resolve, reject) => {
    for (let i = 0; i < Math.min(workers, waiting.length); i++) employ()

    function employ(): void {
      const worker = fork(join(import.meta.dirname, 'worker.ts'), { execArgv })
      working++
      worker.on('message', (done: Done) => {
        count(done)
        proceed(worker)
      })
      worker.on('error', reject)
      worker.on('exit', (code) => {
        working--
        if (code !== 0 && code !== null) reject(new Error(`a worker ended with ${code}`))
        else if (working === 0) resolve()
      })
      proceed(worker)
    }
  })

  function proceed(worker: ChildProcess): void {
    const task = waiting.shift()
    if (task === undefined) worker.disconnect()
    else worker.send(task)
  }

  function count({ task, outcome, seconds }: Done): void {
    const state = open.get(task.cell)
    if (state === undefined) return
    state.outcome = together(state.outcome, outcome)
    state.seconds += seconds
    state.left--
    if (state.left === 0) onFinished(state)
  }
}

function tasksOf({ name, part = 1 }: Cell, seed: number, runs: number): readonly Task[] {
  const all = Math.ceil(runs * part)
  return Array.from({ length: Math.ceil(all / shard) }, (_, i) => ({
    cell: name,
    seed,
    from: i * shard,
    to: Math.min(all, (i + 1) * shard),
  }))
}
