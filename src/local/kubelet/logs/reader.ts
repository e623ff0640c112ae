import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { orAborted } from '../../../reconciler/aborted.ts'
import { linesOf, tailOf } from './entry.ts'
import type { LogWriter } from './writer.ts'

type Place = { readonly file: number; readonly at: number }

/** A run that goes on, as far as its readers are concerned. */
type Growing = Pick<LogWriter, 'changed' | 'isOver'>

type Wanted = {
  /** So many of the last lines. */
  readonly tailLines?: number | undefined
  /** To be followed until it is over. */
  readonly growing?: Growing | undefined
}

/** The entries of a run, in blocks: all of it, or its end. */
export async function* entriesIn(
  folder: string,
  { tailLines, growing }: Wanted,
  signal: AbortSignal,
): AsyncGenerator<readonly Buffer[]> {
  const end = await endOf(folder)
  let place = await beginOf(folder, tailLines)
  for (;;) {
    const news = growing?.changed()
    const isOver = growing?.isOver() !== false
    for await (const { lines, next } of linesFrom(folder, place)) {
      place = next
      yield lines
      if (signal.aborted || hasAll(growing, place, end)) return
    }
    if (isOver || signal.aborted || news === undefined) return
    await orAborted(news, signal).catch(() => {})
  }
}

/** Whoever doesn't follow reads no further than it was, however fast more is said. */
function hasAll(growing: Growing | undefined, place: Place, end: Place): boolean {
  if (growing !== undefined) return false
  return place.file > end.file || (place.file === end.file && place.at >= end.at)
}

/** All lines that are there, file after file. A file is at its end once the next one is there. */
async function* linesFrom(
  folder: string,
  from: Place,
): AsyncGenerator<{ readonly lines: readonly Buffer[]; readonly next: Place }> {
  for (const file of (await filesIn(folder)).filter((number) => number >= from.file)) {
    let at = file === from.file ? from.at : 0
    for await (const { lines, bytes } of blocksOf(join(folder, `${file}.log`), at)) {
      at += bytes
      yield { lines, next: { file, at } }
    }
  }
}

async function* blocksOf(
  path: string,
  from: number,
): AsyncGenerator<{ readonly lines: readonly Buffer[]; readonly bytes: number }> {
  const file = await open(path).catch(() => undefined) // it may have been the oldest
  if (file === undefined) return
  try {
    let [at, carried] = [from, Buffer.alloc(0)]
    for (;;) {
      const block = Buffer.alloc(blockBytes)
      const { bytesRead } = await file.read(block, 0, blockBytes, at)
      if (bytesRead === 0) return
      at += bytesRead
      const { lines, rest } = linesOf(Buffer.concat([carried, block.subarray(0, bytesRead)]))
      const bytes = carried.length + bytesRead - rest.length
      carried = Buffer.from(rest)
      if (bytes > 0) yield { lines, bytes }
    }
  } finally {
    await file.close()
  }
}

const blockBytes = 64 * 1024

async function filesIn(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder).catch(() => [])
  const numbers = names.map((name) => Number.parseInt(name, 10)).filter((n) => !Number.isNaN(n))
  return numbers.sort((a, b) => a - b)
}

/** Where it ends now. */
async function endOf(folder: string): Promise<Place> {
  const file = (await filesIn(folder)).at(-1) ?? 0
  const block = await readFile(join(folder, `${file}.log`)).catch(() => Buffer.alloc(0))
  return { file, at: block.lastIndexOf(10) + 1 }
}

async function beginOf(folder: string, tailLines: number | undefined): Promise<Place> {
  const start = { file: 0, at: 0 }
  if (tailLines === undefined) return start
  let lacking = tailLines
  for (const file of (await filesIn(folder)).toReversed()) {
    const block = await readFile(join(folder, `${file}.log`)).catch(() => Buffer.alloc(0))
    const found = tailOf(block.subarray(0, block.lastIndexOf(10) + 1), lacking)
    if ('from' in found) return { file, at: found.from }
    lacking = found.lacking
  }
  return start
}
