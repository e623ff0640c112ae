import type { Disk } from '../../../../src/local/store/disk.ts'
import { below } from '../../../chance.ts'
import { createMemoryDisk, type Files } from './memory-disk.ts'

/** What was done to a disk, and what a test notes in between. Files are numbered, since they change their names. */
export type Step =
  | { readonly kind: 'append'; readonly file: number; readonly bytes: Buffer }
  | { readonly kind: 'cut'; readonly file: number; readonly length: number }
  | { readonly kind: 'create'; readonly file: number; readonly name: string }
  | { readonly kind: 'rename'; readonly file: number; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly name: string }
  /** Everything on the tape before `until` is safe: of one file, or of which files there are. */
  | { readonly kind: 'synced'; readonly file: number | 'folder'; readonly until: number }
  /** Somebody saw this version; somebody was told that it is safe. */
  | { readonly kind: 'shown' | 'safe'; readonly version: number }

/** Does what another disk does, and takes it down. Once its process is dead, nothing comes of anything. */
export function recorded(disk: Disk, tape: Step[]): Disk & { readonly die: () => void } {
  let isDead = false
  const byName = namesAfter(tape)
  const byHandle = new Map<number, number>()
  const file = (handle: number) => byHandle.get(handle) ?? -1

  function create(name: string): number {
    const number = tape.filter(({ kind }) => kind === 'create').length
    tape.push({ kind: 'create', file: number, name })
    byName.set(name, number)
    return number
  }

  async function synced(what: number | 'folder', sync: () => Promise<void>): Promise<void> {
    const until = tape.length
    await sync()
    if (isDead) await new Promise(() => {})
    tape.push({ kind: 'synced', file: what, until })
  }

  const alive = {
    ...disk,
    open: (name: string) => {
      const handle = disk.open(name)
      byHandle.set(handle, byName.get(name) ?? create(name))
      return handle
    },
    append: (handle: number, bytes: Buffer) => {
      disk.append(handle, bytes)
      tape.push({ kind: 'append', file: file(handle), bytes })
    },
    cut: (handle: number, length: number) => {
      disk.cut(handle, length)
      tape.push({ kind: 'cut', file: file(handle), length })
    },
    rename: (from: string, to: string) => {
      disk.rename(from, to)
      const number = byName.get(from) ?? -1
      byName.set(to, number)
      byName.delete(from)
      tape.push({ kind: 'rename', file: number, from, to })
    },
    remove: (name: string) => {
      disk.remove(name)
      byName.delete(name)
      tape.push({ kind: 'remove', name })
    },
    sync: (handle: number) => synced(file(handle), () => disk.sync(handle)),
    syncFolder: () => synced('folder', disk.syncFolder),
  }
  const dead = { ...createMemoryDisk(), sync: alive.sync, syncFolder: alive.syncFolder }
  const now = () => (isDead ? dead : alive)
  return {
    names: () => now().names(),
    read: (name) => now().read(name),
    open: (name) => now().open(name),
    append: (handle, bytes) => now().append(handle, bytes),
    cut: (handle, length) => now().cut(handle, length),
    sync: (handle) => now().sync(handle),
    close: (handle) => now().close(handle),
    rename: (from, to) => now().rename(from, to),
    remove: (name) => now().remove(name),
    syncFolder: () => now().syncFolder(),
    die: () => {
      isDead = true
    },
  }
}

/** What a process leaves behind that was killed in the middle of a step, after some of its bytes. */
export function killed(tape: readonly Step[], at: number, bytes: number): Files {
  const done = tape.slice(0, at)
  const under = tape[at]
  if (under?.kind === 'append') done.push({ ...under, bytes: under.bytes.subarray(0, bytes) })
  const named = [...namesAfter(done)]
  return new Map(named.map(([name, file]) => [name, contentAfter(done, file)]))
}

/**
 * What a machine may leave behind that lost its power. Of what was not synced: of a file's content some, in
 * order, and perhaps with a hole; of which files there are anything.
 */
export function powerless(tape: readonly Step[], at: number, random: () => number): Files {
  const done = tape.slice(0, at)
  const until = safeUntil(done, 'folder')
  const ofFolder = done.filter((_, index) => index < until || random() < 0.5)
  const named = [...namesAfter(ofFolder)]
  return new Map(
    named.map(([name, file]) => {
      const safe = contentAfter(done.slice(0, safeUntil(done, file)), file)
      const kept = contentAfter(done.slice(0, survivors(done, file, random)), file)
      const content = kept.subarray(0, safe.length + below(random, kept.length - safe.length + 1))
      return [name, random() < 0.3 ? withHole(content, safe.length, random) : content]
    }),
  )
}

/** How much of the tape reached the disk, as far as one file is concerned. */
function survivors(done: readonly Step[], file: number, random: () => number): number {
  const until = safeUntil(done, file)
  return until + below(random, done.length - until + 1)
}

function safeUntil(done: readonly Step[], file: number | 'folder'): number {
  let until = 0
  for (const step of done) {
    if (step.kind === 'synced' && step.file === file) until = Math.max(until, step.until)
  }
  return until
}

function withHole(content: Buffer, from: number, random: () => number): Buffer {
  const begin = from + below(random, content.length - from + 1)
  return Buffer.from(content).fill(0, begin, begin + below(random, content.length - begin + 1))
}

function namesAfter(steps: readonly Step[]): Map<string, number> {
  const names = new Map<string, number>()
  for (const step of steps) {
    if (step.kind === 'create') names.set(step.name, step.file)
    if (step.kind === 'rename') names.set(step.to, step.file)
    if (step.kind === 'rename') names.delete(step.from)
    if (step.kind === 'remove') names.delete(step.name)
  }
  return names
}

function contentAfter(steps: readonly Step[], file: number): Buffer {
  let pieces: Buffer[] = []
  for (const step of steps) {
    if (step.kind === 'append' && step.file === file) pieces.push(step.bytes)
    if (step.kind === 'cut' && step.file === file) {
      pieces = [Buffer.concat(pieces).subarray(0, step.length)]
    }
  }
  return Buffer.concat(pieces)
}
