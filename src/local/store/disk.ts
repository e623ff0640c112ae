import fs, { promises } from 'node:fs'
import { join } from 'node:path'
import { isOurs } from './names.ts'

/** All that the store does to the files in its folder. What it throws is an error of the system. */
export type Disk = {
  /** Of the store's files; it sees no others. */
  readonly names: () => readonly string[]
  readonly read: (name: string) => Buffer
  /** For appending; makes the file where there is none. */
  readonly open: (name: string) => number
  /** All of it, before it returns. A process that is killed afterwards has written it. */
  readonly append: (file: number, bytes: Buffer) => void
  readonly cut: (file: number, length: number) => void
  /** Resolves once the file's content outlives a loss of power. */
  readonly sync: (file: number) => Promise<void>
  readonly close: (file: number) => void
  readonly rename: (from: string, to: string) => void
  readonly remove: (name: string) => void
  /** As `sync`, of which files there are. */
  readonly syncFolder: () => Promise<void>
}

export function createDisk(folder: string): Disk {
  const at = (name: string) => join(folder, name)
  return {
    names: () => fs.readdirSync(folder).filter(isOurs),
    read: (name) => fs.readFileSync(at(name)),
    open: (name) => fs.openSync(at(name), 'a', 0o600),
    append: (file, bytes) => {
      for (let done = 0; done < bytes.length; ) done += fs.writeSync(file, bytes, done)
    },
    cut: fs.ftruncateSync,
    sync: (file) =>
      new Promise((resolve, reject) => {
        fs.fdatasync(file, (cause) => (cause === null ? resolve() : reject(cause)))
      }),
    close: fs.closeSync,
    rename: (from, to) => fs.renameSync(at(from), at(to)),
    remove: (name) => fs.rmSync(at(name), { force: true }),
    syncFolder: async () => {
      const handle = await promises.open(folder)
      await handle.sync().finally(() => handle.close())
    },
  }
}
