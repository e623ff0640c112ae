import promises from 'node:fs/promises'
import { saidBy } from '../errors.ts'
import { isErrno, wrong } from './failures.ts'

/** All that is done to the files of a cache: Node's own, unless a test has a full disk to show. */
export type Disk = Pick<
  typeof promises,
  | ('open' | 'mkdir' | 'readdir' | 'stat')
  | ('readFile' | 'writeFile' | 'appendFile')
  | ('chmod' | 'utimes' | 'rename' | 'rm')
>

export const systemDisk: Disk = promises

/** What the system says against writing is `CacheUnwritable`. */
export async function written<T>(folder: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (cause) {
    throw isErrno(cause) ? wrong('CacheUnwritable', folder, saidBy(cause), cause) : cause
  }
}

/** Which files there are outlives a loss of power. */
export async function syncFolder(disk: Disk, folder: string): Promise<void> {
  const handle = await disk.open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
