import type { Disk, DiskFile } from '../../../src/disk/disk.ts'
import type { Files, Step } from './tape.ts'

export type Operation = keyof Disk | keyof DiskFile

/** How an operation goes wrong; of an append so many bytes are written nevertheless. */
export type Fault = { readonly code: string; readonly bytes?: number }

export const journalsIn = (files: Files): readonly string[] =>
  [...files.keys()].filter((name) => name.startsWith('journal-'))

type Settings = {
  readonly files?: Files
  /** Takes down what is done. */
  readonly tape?: Step[]
  /** Each operation waits for it; then it fails, or doesn't. */
  readonly before?: (operation: Operation) => Promise<Fault | undefined> | undefined
}

type Content = { readonly file: number; bytes: Buffer }

/** A disk that begins with these files, as a process sees it. `revived` is the same one for the next process. */
export function createMemoryDisk({ files = new Map(), tape = [], before }: Settings = {}) {
  const byName = new Map<string, Content>()
  let made = 0
  for (const [name, bytes] of files) write(make(name), bytes)

  function make(name: string): Content {
    if (byName.has(name)) throw Object.assign(new Error(`EEXIST: ${name}`), { code: 'EEXIST' })
    const content = { file: made++, bytes: Buffer.alloc(0) }
    byName.set(name, content)
    tape.push({ kind: 'create', file: content.file, name })
    return content
  }

  function write(content: Content, bytes: Buffer): void {
    content.bytes = Buffer.concat([content.bytes, bytes])
    tape.push({ kind: 'append', file: content.file, bytes })
  }

  function named(name: string): Content {
    const content = byName.get(name)
    if (content === undefined) throw new Error(`there is no ${name}`)
    return content
  }

  function rename(from: string, to: string): void {
    const content = named(from)
    byName.set(to, content)
    byName.delete(from)
    tape.push({ kind: 'rename', file: content.file, from, to })
  }

  function remove(name: string): void {
    if (byName.delete(name)) tape.push({ kind: 'remove', name })
  }

  /** Once it is dead, nothing comes of anything. */
  function revived() {
    let isDead = false

    async function on<T>(operation: Operation, work: () => T, broken?: (fault: Fault) => void) {
      const fault = await before?.(operation)
      if (isDead) await new Promise(() => {})
      if (fault === undefined) return work()
      broken?.(fault)
      const said = `${fault.code}: as a test wants it, ${operation}`
      throw Object.assign(new Error(said), { code: fault.code, syscall: operation })
    }

    async function sync(file: number): Promise<void> {
      const until = tape.length
      const lost = () => void tape.push({ kind: 'lost', file, until: tape.length })
      await on('sync', () => void tape.push({ kind: 'synced', file, until }), lost)
    }

    async function syncFolder(): Promise<void> {
      const until = tape.length
      await on('syncFolder', () => void tape.push({ kind: 'synced', file: 'folder', until }))
    }

    const fileOf = (content: Content): DiskFile => ({
      append: (bytes) =>
        on(
          'append',
          () => write(content, bytes),
          (fault) => write(content, bytes.subarray(0, fault.bytes ?? 0)),
        ),
      sync: () => sync(content.file),
      close: () => on('close', () => {}),
    })

    const disk: Disk = {
      names: () => on('names', () => [...byName.keys()]),
      read: (name) => on('read', () => named(name).bytes),
      create: (name) => on('create', () => fileOf(make(name))),
      rename: (from, to) => on('rename', () => rename(from, to)),
      remove: (name) => on('remove', () => remove(name)),
      syncFolder,
    }
    const left = (): Files => new Map([...byName].map(([name, { bytes }]) => [name, bytes]))
    const die = () => {
      isDead = true
    }
    return { ...disk, files: left, die }
  }

  return { ...revived(), revived }
}
