import { randomBytes } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { codeOf } from './failures.ts'
import { sha256Of } from './hashing.ts'

export type Owner = {
  /** Of whoever writes, in the names of files; without dots. */
  readonly name: string
  /** Whether the owner of that name has ended for sure. Of other machines and containers nobody knows. */
  readonly isGone: (name: string) => boolean
}

/** This process: by its number, when it began, and where such numbers count. */
export function createOwner(): Owner {
  const where = sha256Of(`${hostname()} ${tryRead(namespace)}`).slice(0, 16)
  const begun = beginOf(process.pid)
  const name = [where, process.pid, begun, randomBytes(4).toString('hex')].join('~')
  return {
    name,
    isGone(other) {
      const [place, pid, begin] = other.split('~')
      if (place !== where) return false
      return !isAlive(Number(pid)) || beginOf(Number(pid)) !== begin
    },
  }
}

/** Containers of one Pod have its name, and numbers of their own. */
const namespace = () => readlinkSync('/proc/self/ns/pid')

/** In ticks since the machine started, as Linux tells; elsewhere a number that comes again deceives. */
function beginOf(pid: number): string {
  const line = tryRead(() => readFileSync(`/proc/${pid}/stat`, 'latin1'))
  return line.slice(line.lastIndexOf(')')).split(' ')[20] ?? ''
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return codeOf(cause) === 'EPERM'
  }
}

function tryRead(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
