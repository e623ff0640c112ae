import { join } from 'node:path'
import { type Disk, written } from './disk.ts'
import { type Trust, trustIn } from './marks.ts'
import type { Owner } from './owner.ts'
import { createPartial, type Partial, type Piece } from './partial.ts'
import { isLeftover, nameOf, type PartialName, partialsIn } from './partial-names.ts'

type Partials = {
  /** For the model of that key: whatever came of it before, and can be trusted, is there. */
  readonly begin: (key: string, signal: AbortSignal) => Promise<Partial>
}

type PartialPorts = {
  readonly disk: Disk
  readonly owner: Owner
  readonly wall: () => number
}

/**
 * Downloads under way, each in files of its own: several processes that fetch one model at once don't meet.
 * One that was cut off, by a kill too, is gone on with by copying what can be trusted of it, whoever's it was.
 */
export function createPartials(folder: string, { disk, owner, wall }: PartialPorts): Partials {
  const active = new Set<string>()
  let count = 0

  async function begin(key: string, signal: AbortSignal): Promise<Partial> {
    await written(folder, () => disk.mkdir(folder, { recursive: true, mode: 0o700 }))
    count += 1
    const name = nameOf({ key, owner: owner.name, number: `${count}` })
    active.add(name)
    const partial = await createPartial(disk, folder, name).catch((cause) => {
      active.delete(name)
      throw cause
    })
    const over = <T>(end: () => Promise<T>) => end().finally(() => active.delete(name))
    const mine = {
      ...partial,
      finish: () => over(partial.finish),
      leave: () => over(partial.leave),
      drop: () => over(partial.drop),
    }
    return adoptAndSweep(mine, key, signal)
  }

  async function adoptAndSweep(
    partial: Partial,
    key: string,
    signal: AbortSignal,
  ): Promise<Partial> {
    try {
      await adopt(partial, key, signal)
      await sweep(key)
      return partial
    } catch (cause) {
      await partial.drop()
      throw cause
    }
  }

  async function adopt(partial: Partial, key: string, signal: AbortSignal): Promise<void> {
    const entries = partialsIn(await namesIn()).filter((each) => each.key === key)
    const found = await Promise.all(entries.map(trusted))
    const [best] = found.flatMap((each) => each ?? []).sort((a, b) => b.until - a.until)
    if (best === undefined || best.until === 0) return
    await partial.adopt(best.tag, piecesOf(best, signal))
    signal.throwIfAborted()
  }

  async function trusted(name: PartialName): Promise<Trusted | undefined> {
    const marks = join(folder, `${nameOf(name)}.marks`)
    const trust = trustIn(await disk.readFile(marks, 'utf8').catch(() => ''))
    return trust && { ...trust, name, until: trust.points.at(-1)?.at ?? 0 }
  }

  /** As they are now: whoever takes them compares. */
  async function* piecesOf({ name, points }: Trusted, signal: AbortSignal): AsyncGenerator<Piece> {
    const handle = await opened(name)
    if (handle === undefined) return
    try {
      let from = 0
      for (const point of points) {
        const size = point.at - from
        if (size <= 0 || size > mostPiece || signal.aborted) return
        const read = handle.read(Buffer.allocUnsafe(size), 0, size, from)
        const { bytesRead, buffer } = await read.catch(() => nothing) // a disk that fails helps nobody
        yield { bytes: buffer.subarray(0, bytesRead), point }
        from = point.at
      }
    } finally {
      await handle.close()
    }
  }

  const opened = (name: PartialName) =>
    disk.open(join(folder, `${nameOf(name)}.bytes`), 'r').catch(() => undefined)

  async function sweep(used: string): Promise<void> {
    for (const name of partialsIn(await namesIn())) {
      const paths = ['marks', 'bytes'].map((end) => join(folder, `${nameOf(name)}.${end}`))
      const stats = await disk.stat(paths[1] ?? '').catch(() => undefined)
      const silentMs = wall() - (stats?.mtimeMs ?? wall())
      if (!isLeftover({ name, silentMs }, { owner, active, used })) continue
      for (const path of paths) await disk.rm(path, { force: true }).catch(() => {}) // another time
    }
  }

  const namesIn = () => disk.readdir(folder).catch(() => [])

  return { begin }
}

type Trusted = Trust & { readonly name: PartialName; readonly until: number }

const nothing = { bytesRead: 0, buffer: Buffer.alloc(0) }

/** More than ever lies between two points. */
const mostPiece = 16 * 1024 * 1024
