import { join } from 'node:path'
import { saidBy } from '../errors.ts'
import { type Disk, syncFolder, written } from './disk.ts'
import { codeOf, isErrno, wrong } from './failures.ts'
import { hashOf } from './hashing.ts'
import type { Partial } from './partial.ts'

/** A model on the disk, under its digest. */
export type Kept = { readonly path: string; readonly digest: string; readonly size: number }

export type CachePorts = {
  readonly disk: Disk
  readonly wall: () => number
  /** What was found damaged, and is fetched anew. */
  readonly trouble: (path: string, said: string) => void
}

/** Models by digest: `sha256/<hex>`. A file that has its name is whole, and is never written to again. */
export function createCache(folder: string, { disk, wall, trouble }: CachePorts) {
  const pathOf = (digest: string) => join(folder, digest)

  /** Read and verified, as if nobody had before: disks lie, and people edit. */
  async function find(digest: string, signal: AbortSignal): Promise<Kept | undefined> {
    const path = pathOf(digest)
    const found = await verify(digest, () => signal.throwIfAborted()).catch(damaged)
    if (found === undefined) return undefined
    const now = new Date(wall())
    await disk.utimes(path, now, now).catch(() => {}) // a cache that is only read has no use for it
    return { path, digest, size: found.size }
  }

  const damaged = async (cause: unknown) => {
    if (!isErrno(cause)) throw cause
    if (codeOf(cause) !== 'ENOENT') trouble(folder, saidBy(cause))
    return undefined
  }

  /** Where the bytes are others, the file goes. */
  async function verify(digest: string, hear: (piece: Buffer, at: number) => void) {
    const path = pathOf(digest)
    const handle = await disk.open(path, 'r')
    const found = await hashOf(handle, hear).finally(() => handle.close())
    if (found.digest === digest) return found
    trouble(path, `the disk gave back other bytes, those of ${found.digest}`)
    await disk.rm(path, { force: true }).catch(() => {})
    return undefined
  }

  async function keep(partial: Partial, digest: string): Promise<Kept> {
    const [path, size] = [pathOf(digest), partial.length()]
    return written(folder, async () => {
      await disk.mkdir(folder, { recursive: true, mode: 0o700 })
      const from = await partial.finish()
      await disk.chmod(from, 0o400)
      await disk.rename(from, path)
      await syncFolder(disk, folder)
      return { path, digest, size }
    })
  }

  /** The very bytes that were verified, for whoever loads them: between a check and a read much can happen. */
  async function bytesOf({ digest, path, size }: Kept): Promise<Buffer> {
    const bytes = Buffer.alloc(size)
    const copy = (piece: Buffer, at: number) => void piece.copy(bytes, at)
    const found = await verify(digest, copy).catch((cause) => {
      throw isErrno(cause) ? wrong('CacheDamaged', path, saidBy(cause), cause) : cause
    })
    if (found !== undefined) return bytes
    throw wrong('CacheDamaged', path, 'the disk gave back other bytes than were written')
  }

  return { find, keep, bytesOf }
}

export type Cache = ReturnType<typeof createCache>
