import { readdirSync, readFileSync } from 'node:fs'

type Marked = { readonly pid: number }

/** All processes on this machine that bear the mark of this run in their environment. */
export function markedProcesses(mark: string): readonly Marked[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        if (!readFileSync(`/proc/${name}/environ`, 'latin1').includes(mark)) return []
        const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
        const [state] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        if (state === 'Z') return [] // dead, and only its parent has not heard of it yet
        return [{ pid: Number(name) }]
      } catch {
        return [] // it ended just now
      }
    })
}

export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
  } catch {
    return ''
  }
}
