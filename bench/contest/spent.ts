import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Microseconds of processor time that processes have taken so far, with all of their threads and children, in user and
 * kernel mode; `undefined` where there is no /proc to say so. It counts in steps of a hundredth of a second.
 */
export function spentBy(pids: readonly number[]): number | undefined {
  if (process.platform !== 'linux') return undefined
  return sum(pids.flatMap(familyOf).flatMap(ticksOf)) * (1e6 / ticksPerSecond())
}

/** What part of it was spent by the kernel in their name. */
export function kernelPartOf(pids: readonly number[]): number {
  const ticks = pids.flatMap(familyOf).map(ticksOf)
  return sum(ticks.map(([, kernel]) => kernel)) / sum(ticks.flat())
}

/** The most bytes that processes and their children have had in memory at a time, each by itself. */
export function peakOf(pids: readonly number[]): number | undefined {
  if (process.platform !== 'linux') return undefined
  const kibi = (pid: number) => Number(/^VmHWM:\s+(\d+) kB$/m.exec(read(pid, 'status'))?.[1])
  return sum(pids.flatMap(familyOf).map(kibi)) * 1024
}

/** A server may be several processes, as nginx is: who answers is a child of who was started. */
function familyOf(pid: number): readonly number[] {
  const children = read(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number)
  return [pid, ...children.flatMap(familyOf)]
}

function ticksOf(pid: number): readonly [user: number, kernel: number] {
  const stat = read(pid, 'stat')
  // The second field is the name, in parentheses, and may hold anything; utime and stime are the 14th and 15th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return [Number(fields[11]), Number(fields[12])]
}

const read = (pid: number, what: string) => readFileSync(`/proc/${pid}/${what}`, 'utf8')

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

let ticks: number | undefined

function ticksPerSecond(): number {
  ticks ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
  return ticks
}
