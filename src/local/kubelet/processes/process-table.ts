import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** A process as the system lists it. */
export type Listed = {
  readonly pid: number
  readonly group: number
  /** Grows with the moment of its start; comparable within one `boot` only. */
  readonly start: number
}

export type ProcessTable = {
  /** Tells one run of the machine from another, as far as the system does. */
  readonly boot: () => Promise<string>
  readonly find: (pid: number) => Promise<Listed | undefined>
  readonly all: () => Promise<readonly Listed[]>
}

/** Linux has all of it in files; elsewhere `ps` tells, to the second. */
export const systemTable = (): ProcessTable =>
  process.platform === 'linux' ? tableOfProc : tableOfPs

export const tableOfProc: ProcessTable = {
  boot: async () => (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim(),
  async find(pid) {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    return fromStat(line)
  },
  async all() {
    const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
    const found = await Promise.all(names.map((name) => tableOfProc.find(Number(name))))
    return found.filter((listed) => listed !== undefined)
  },
}

/** The name of a program may hold anything, brackets and spaces too; after it come numbers. */
function fromStat(line: string): Listed | undefined {
  const [state, , group, ...rest] = line.slice(line.lastIndexOf(')') + 2).split(' ')
  if (state === undefined || group === undefined || state === 'Z') return undefined
  return { pid: Number.parseInt(line, 10), group: Number(group), start: Number(rest[16]) }
}

export const tableOfPs: ProcessTable = {
  boot: async () => '',
  find: async (pid) => (await ps(['-p', `${pid}`])).find((listed) => listed.pid === pid),
  all: () => ps(['-A']),
}

const columns = ['pid', 'pgid', 'stat', 'lstart'].flatMap((name) => ['-o', `${name}=`])

async function ps(which: readonly string[]): Promise<readonly Listed[]> {
  const env = { ...process.env, LC_ALL: 'C' }
  const { stdout } = await promisify(execFile)('ps', [...which, ...columns], { env }).catch(
    () => ({ stdout: '' }), // it found none
  )
  return stdout.split('\n').flatMap((line) => {
    const [pid, group, state, ...start] = line.trim().split(/\s+/)
    if (state === undefined || state.startsWith('Z')) return []
    return [{ pid: Number(pid), group: Number(group), start: Date.parse(start.join(' ')) }]
  })
}
