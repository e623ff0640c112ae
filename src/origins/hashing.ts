import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

export const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex')

/** As we write them, and as names of files have them. */
export const isDigest = (text: string) => /^[0-9a-f]{64}$/.test(text)

/** The digest of all that is in a file, piece by piece, so that others get their turn. */
export async function hashOf(
  handle: FileHandle,
  hear: (piece: Buffer, at: number) => void,
): Promise<{ readonly digest: string; readonly size: number }> {
  const hash = createHash('sha256')
  const scratch = Buffer.allocUnsafe(pieceBytes)
  for (let size = 0; ; ) {
    const { bytesRead } = await handle.read(scratch, 0, pieceBytes, size)
    if (bytesRead === 0) return { digest: hash.digest('hex'), size }
    const piece = scratch.subarray(0, bytesRead)
    hash.update(piece)
    hear(piece, size)
    size += bytesRead
  }
}

const pieceBytes = 1024 * 1024
