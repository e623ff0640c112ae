import type { Disk } from '../../../../src/local/store/disk.ts'

export type Files = ReadonlyMap<string, Buffer>

/** A disk that begins with these files. `files` tells what it holds later. */
export function createMemoryDisk(begin: Files = new Map()): Disk & { files: () => Files } {
  const byName = new Map<string, { content: Buffer }>()
  for (const [name, content] of begin) byName.set(name, { content })
  const opened: { content: Buffer }[] = []
  const file = (number: number) => opened[number] ?? { content: Buffer.alloc(0) }
  const named = (name: string) => byName.get(name) ?? { content: Buffer.alloc(0) }

  return {
    files: () => new Map([...byName].map(([name, { content }]) => [name, content])),
    names: () => [...byName.keys()],
    read: (name) => named(name).content,
    open: (name) => {
      byName.set(name, named(name))
      return opened.push(named(name)) - 1
    },
    append: (number, bytes) => {
      file(number).content = Buffer.concat([file(number).content, bytes])
    },
    cut: (number, length) => {
      file(number).content = file(number).content.subarray(0, length)
    },
    sync: async () => {},
    close: () => {},
    rename: (from, to) => {
      byName.set(to, named(from))
      byName.delete(from)
    },
    remove: (name) => void byName.delete(name),
    syncFolder: async () => {},
  }
}
