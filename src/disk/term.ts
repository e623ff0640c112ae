import { ContenderError } from '../errors.ts'
import type { Disk } from './disk.ts'
import { termName, termOf } from './names.ts'

/** The time in which one process has a folder. */
export type Term = {
  readonly number: number
  /**
   * Resolves with the names in the folder, if there is no later term and that file is there. What was written to it
   * before this was asked is found by whoever comes then; else `StateInUse`, and for good.
   */
  readonly verify: (file?: string) => Promise<readonly string[]>
}

/**
 * A term begins with an empty file that nobody else has made, and it does so before anything is read. So whoever had
 * the folder until then either has seen that file before he told that something is safe, or what he told of is read
 * now. The lock of the folder should make this needless: it doesn't see other network namespaces.
 *
 * A process only ever removes what is of its own term, or of those before: one that was stopped in the middle of
 * something, and goes on when others have had the folder for long, does no harm.
 */
export async function beginTerm(disk: Disk, folder: string): Promise<Term> {
  const number = 1 + Math.max(0, ...(await disk.names()).map(termOf))
  const claim = await disk.create(termName(number)).catch((cause) => {
    throw cause.code === 'EEXIST' ? inUse(folder, number) : cause
  })
  await claim.close()

  async function verify(file?: string): Promise<readonly string[]> {
    const names = await disk.names()
    const latest = Math.max(...names.map(termOf))
    if (latest > number) throw inUse(folder, latest)
    if (file !== undefined && !names.includes(file)) throw new Error(`somebody has removed ${file}`)
    return names
  }

  return { number, verify }
}

const inUse = (folder: string, term: number) =>
  new ContenderError('StateInUse', `another process has taken ${folder} (${termName(term)})`)
