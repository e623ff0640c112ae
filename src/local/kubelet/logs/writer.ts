import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Stream } from '../processes/spawner.ts'
import type { Settings } from '../settings.ts'
import { createCutter } from './cutter.ts'

export type LogWriter = ReturnType<typeof createLogWriter>

type Ports = {
  readonly wall: () => number
  /** Hears why something could not be kept; the process goes on all the same. */
  readonly trouble: (cause: unknown) => void
}

/**
 * Keeps what one run of a container says, in a folder that is there: files `0.log`, `1.log` and so on,
 * each full when the next one is begun, of which only the last few are kept.
 */
export function createLogWriter(
  folder: string,
  { fileBytes, files }: Settings['logs'],
  { wall, trouble }: Ports,
) {
  const cutter = createCutter(wall)
  let [file, number, size] = [undefined as FileHandle | undefined, 0, 0]
  let queue: Promise<void> = Promise.resolve()
  let changed = Promise.withResolvers<void>()
  let recent = Buffer.alloc(0)
  let isOver = false

  /** Resolves when it is in the file, so that whoever reads a process waits for the disk. */
  function hear(stream: Stream, said: Buffer): Promise<void> {
    recent = Buffer.concat([recent, said]).subarray(-recentBytes)
    return keep(cutter.cut(stream, said))
  }

  function keep(entries: readonly Buffer[]): Promise<void> {
    queue = queue.then(() => append(entries)).catch(trouble)
    return queue
  }

  async function append(entries: readonly Buffer[]): Promise<void> {
    for (const group of grouped(entries, fileBytes - size, fileBytes)) {
      if (file === undefined || size + group.length > fileBytes) await next()
      await file?.appendFile(group)
      size += group.length
    }
    tell()
  }

  async function next(): Promise<void> {
    if (file !== undefined) {
      await file.close()
      file = undefined
      number++
    }
    file = await open(join(folder, `${number}.log`), 'a')
    size = 0
    await rm(join(folder, `${number - files}.log`), { force: true })
  }

  function tell(): void {
    const { resolve } = changed
    changed = Promise.withResolvers()
    resolve()
  }

  /** There will be no more. */
  async function end(): Promise<void> {
    await keep(cutter.rest())
    await file?.close().catch(trouble)
    file = undefined
    isOver = true
    tell()
  }

  return {
    hear,
    end,
    /** Resolves when there is more, or it is over. Ask for it before reading, and nothing is missed. */
    changed: () => changed.promise,
    isOver: () => isOver,
    /** What was said last. */
    tail: () => recent.toString(),
  }
}

/** When a heap is full, Node says so before some pages of addresses. */
const recentBytes = 16 * 1024

/** Entries in as few writes as there are files to write to. */
function* grouped(entries: readonly Buffer[], room: number, fileBytes: number): Generator<Buffer> {
  let [group, size, left] = [[] as Buffer[], 0, room]
  for (const entry of entries) {
    if (size > 0 && size + entry.length > left) {
      yield Buffer.concat(group)
      group = []
      size = 0
      left = fileBytes
    }
    group.push(entry)
    size += entry.length
  }
  if (size > 0) yield Buffer.concat(group)
}
