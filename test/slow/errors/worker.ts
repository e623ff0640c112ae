import { type Outcome, type Shard, simulate } from './simulate.ts'
import { table } from './table.ts'

/** One process of several: simulates what it is told to, a part of a cell at a time. */
export type Task = Shard & { readonly cell: string }
export type Done = { readonly task: Task; readonly outcome: Outcome; readonly seconds: number }

process.on('message', (task: Task) => {
  const cell = table.find(({ name }) => name === task.cell)
  if (cell === undefined) throw new Error(`no cell is called ${task.cell}`)
  const start = process.cpuUsage()
  const outcome = simulate(cell, task)
  const { user, system } = process.cpuUsage(start)
  const done: Done = { task, outcome, seconds: (user + system) / 1e6 }
  process.send?.(done)
})
