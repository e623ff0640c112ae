import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Microseconds of processor time that a process has taken so far, with all of its threads, in user and kernel mode; `undefined`
 * where there is no /proc to say so. It counts in steps of a hundredth of a second.
 */
export function spentBy(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The second field is the name, in parentheses, and may hold anything; utime and stime are the 14th and 15th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond()) * 1e6
}

let ticks: number | undefined

function ticksPerSecond(): number {
  ticks ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
  return ticks
}

/** Bytes in memory, of the whole process. */
export function residentOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  const said = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return said === null ? undefined : Number(said[1]) * 1024
}
