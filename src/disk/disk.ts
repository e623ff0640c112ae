import { type FileHandle, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * All that a journal does to its folder. Nothing of it holds up the event loop, however slow the disk. What it
 * throws is an error of the system.
 */
export type Disk = {
  readonly names: () => Promise<readonly string[]>
  /** All of a file, which has no more than `longestFile`. */
  readonly read: (name: string) => Promise<Buffer>
  /** A new file; refused where there is one. */
  readonly create: (name: string) => Promise<DiskFile>
  readonly rename: (from: string, to: string) => Promise<void>
  /** Also where there is none. */
  readonly remove: (name: string) => Promise<void>
  /** Resolves once it outlives a loss of power which files there are. */
  readonly syncFolder: () => Promise<void>
}

export type DiskFile = {
  /** All of it: a process that is killed afterwards has written it. */
  readonly append: (bytes: Buffer) => Promise<void>
  /** Resolves once what was appended outlives a loss of power. */
  readonly sync: () => Promise<void>
  readonly close: () => Promise<void>
}

export function createDisk(folder: string): Disk {
  const at = (name: string) => join(folder, name)
  return {
    names: () => readdir(folder),
    read: async (name) => {
      const { size } = await stat(at(name))
      if (size > longestFile) throw tooLong(name, size)
      return await readFile(at(name))
    },
    create: async (name) => fileOf(await open(at(name), 'wx', 0o600)),
    rename: (from, to) => rename(at(from), at(to)),
    remove: (name) => rm(at(name), { force: true }),
    syncFolder: async () => {
      const handle = await open(folder)
      await handle.sync().finally(() => handle.close())
    },
  }
}

/** Node reads no more at a time. */
export const longestFile = 2 ** 31 - 1

/** As the system says it. */
const tooLong = (name: string, size: number) =>
  Object.assign(
    new Error(`EFBIG: ${name} has ${size} bytes, and no more than ${longestFile} can be read`),
    { code: 'EFBIG', syscall: 'read' },
  )

export const fileOf = (handle: FileHandle): DiskFile => ({
  append: async (bytes) => {
    for (let done = 0; done < bytes.length; ) {
      done += (await handle.write(bytes, done)).bytesWritten
    }
  },
  sync: () => handle.datasync(),
  close: () => handle.close(),
})
