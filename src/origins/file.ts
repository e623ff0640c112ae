import type { BigIntStats } from 'node:fs'
import { constants, type FileHandle, open, realpath, stat } from 'node:fs/promises'
import { isAbsolute, relative } from 'node:path'
import { type ContenderError, type FailureCode, saidBy } from '../errors.ts'
import type { Clock } from '../reconciler/clock.ts'
import { Again, codeOf, isErrno, wrong } from './failures.ts'
import type { Mark, Origin, Sending, Wish } from './origin.ts'
import { paced } from './pace.ts'
import { forbidden } from './policy.ts'
import type { Limits } from './settings.ts'
import type { FilePlace, Place } from './uri.ts'

export type FilePorts = {
  readonly folders: readonly string[] | undefined
  readonly limits: Limits
  readonly clock: Clock
}

type File = Place & FilePlace

/** A file of this machine. What it is and when it changed stand for an ETag: who touches it is noticed. */
export function createFileOrigin(place: File, { folders, limits, clock }: FilePorts): Origin {
  const { told, path } = place

  async function opened(): Promise<FileHandle> {
    const real = await realpath(path)
    if (folders !== undefined) await admit(real, folders, told)
    // To open a device may do something.
    if (!(await stat(real)).isFile()) throw wrong('ModelUriInvalid', told, 'is no file')
    return open(real, constants.O_RDONLY | constants.O_NONBLOCK)
  }

  return {
    async open(wish, signal) {
      try {
        const sending = await sendingOf(await opened(), wish)
        if (sending === 'same') return sending
        return { ...sending, chunks: paced(sending.chunks, limits, { clock, signal }) }
      } catch (cause) {
        throw failureOf(cause, told)
      }
    },
  }

  async function sendingOf(handle: FileHandle, wish: Wish): Promise<Sending | 'same'> {
    const mark = markOf(await handle.stat({ bigint: true }))
    const from = mark.tag === wish.tag ? wish.from : 0
    const close = () => void handle.close().catch(() => {}) // it was only read
    if (mark.tag === wish.unless?.tag) {
      close()
      return 'same'
    }
    return { from, size: mark.size, mark, chunks: chunksOf(handle, from, mark), close }
  }

  async function* chunksOf(handle: FileHandle, from: number, mark: Mark) {
    try {
      for (let at = from; ; ) {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(pieceBytes), 0, pieceBytes, at)
        if (bytesRead === 0) break
        at += bytesRead
        yield buffer.subarray(0, bytesRead)
      }
      const now = markOf(await handle.stat({ bigint: true }))
      if (now.tag !== mark.tag) throw new Again('it changed while it was read', { anew: true })
    } catch (cause) {
      throw failureOf(cause, told)
    } finally {
      await handle.close()
    }
  }
}

const pieceBytes = 256 * 1024

/** Links were followed: where the file really is counts, and where the folder is. */
async function admit(real: string, folders: readonly string[], told: string): Promise<void> {
  for (const folder of folders) {
    const way = relative(await realpath(folder).catch(() => folder), real)
    if (way !== '' && !/^\.\.(\/|$)/.test(way) && !isAbsolute(way)) return
  }
  throw forbidden(told, `lies in none of the allowed folders (${folders.join(', ')})`)
}

function markOf({
  dev,
  ino,
  size,
  mtimeNs,
  ctimeNs,
}: BigIntStats): Mark & { readonly size: number } {
  return { tag: [dev, ino, size, mtimeNs, ctimeNs].join('-'), size: Number(size) }
}

function failureOf(cause: unknown, told: string): unknown {
  if (!isErrno(cause)) return cause
  const failure = refusals.get(codeOf(cause))
  return failure === undefined ? new Again(saidBy(cause)) : refused(failure, told, cause)
}

const refused = (failure: FailureCode, told: string, cause: unknown): ContenderError =>
  wrong(failure, told, said[failure] ?? saidBy(cause), cause)

const said: { readonly [failure in FailureCode]?: string } = {
  ModelMissing: 'there is no such file',
  ModelAccessDenied: 'this process may not read it',
}

const refusals: ReadonlyMap<string, FailureCode> = new Map<string, FailureCode>([
  ['ENOENT', 'ModelMissing'],
  ['ENOTDIR', 'ModelMissing'],
  ['ELOOP', 'ModelMissing'],
  ['EACCES', 'ModelAccessDenied'],
  ['EPERM', 'ModelAccessDenied'],
  ['EISDIR', 'ModelUriInvalid'],
  ['ENAMETOOLONG', 'ModelUriInvalid'],
])
