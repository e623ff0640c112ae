import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type Disk, written } from './disk.ts'
import { lineOf, type Point } from './marks.ts'
import { isStrong, type Mark } from './origin.ts'
import type { Sink } from './sink.ts'

/** A sink in the cache's folder. It is kept, left for a later try, or dropped. */
export type Partial = Sink & {
  /** Takes what was trusted of an earlier one for the beginning. */
  readonly adopt: (tag: string, pieces: AsyncIterable<Piece>) => Promise<void>
  /** Makes it safe on the disk, and returns its path. */
  readonly finish: () => Promise<string>
  readonly leave: () => Promise<void>
  readonly drop: () => Promise<void>
}

export type Piece = { readonly bytes: Buffer; readonly point: Point }

export async function createPartial(disk: Disk, folder: string, name: string): Promise<Partial> {
  const [path, marks] = [join(folder, `${name}.bytes`), join(folder, `${name}.marks`)]
  const handle = await written(folder, () => disk.open(path, 'wx+', 0o600))
  let [hash, length, mark, pointed] = [createHash('sha256'), 0, {} as Mark, 0]
  const digest = () => hash.copy().digest('hex')

  const begin = (to: Mark) =>
    written(folder, async () => {
      if (length > 0) await handle.truncate(0)
      ;[hash, length, mark, pointed] = [createHash('sha256'), 0, to, 0]
      if (isStrong(to.tag)) await disk.writeFile(marks, lineOf({ tag: to.tag }), { mode: 0o600 })
      else await disk.rm(marks, { force: true })
    })

  async function append(chunk: Buffer): Promise<void> {
    for (let done = 0; done < chunk.length; ) {
      const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, length + done)
      done += bytesWritten
    }
    hash.update(chunk)
    length += chunk.length
  }

  async function point(): Promise<void> {
    pointed = length
    await disk.appendFile(marks, lineOf({ at: length, sha256: digest() }))
  }

  async function adopt(tag: string, pieces: AsyncIterable<Piece>): Promise<void> {
    await begin({ tag })
    for await (const { bytes, point: known } of pieces) {
      if (known.at !== length + bytes.length) return
      if (hash.copy().update(bytes).digest('hex') !== known.sha256) return
      await written(folder, async () => {
        await append(bytes)
        await point()
      })
    }
  }

  const remove = async () => {
    await disk.rm(marks, { force: true }).catch(() => {}) // swept one day
    await disk.rm(path, { force: true }).catch(() => {})
  }

  return {
    ...{ length: () => length, mark: () => mark, begin, digest, adopt },
    write: (chunk) =>
      written(folder, async () => {
        await append(chunk)
        if (isStrong(mark.tag) && length >= pointed + pointEvery) await point()
      }),
    finish: () =>
      written(folder, async () => {
        await handle.sync()
        await handle.close()
        await disk.rm(marks, { force: true })
        return path
      }),
    async leave() {
      await handle.close().catch(() => {}) // nothing of it counts that is not pointed out
      if (pointed === 0) await remove()
    },
    async drop() {
      await handle.close().catch(() => {})
      await remove()
    },
  }
}

const pointEvery = 4 * 1024 * 1024
