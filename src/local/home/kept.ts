import { chmodSync, type Stats, statSync } from 'node:fs'
import { makeFolder } from '../../disk/folders.ts'
import { asUnwritable } from '../../disk/unwritable.ts'
import { ContenderError } from '../../errors.ts'
import { layoutOf } from './layout.ts'

/**
 * Makes the folder that a cluster is to be kept in, or sees to it that nobody else gets at the secrets that
 * lie there: whoever has them runs programs as its owner.
 */
export function openKept(folder: string, warn: (words: string) => void): void {
  try {
    makeFolder(folder)
    checkOwner(folder, statSync(folder), warn)
    for (const path of Object.values(layoutOf(folder))) keepToOwner(path)
  } catch (cause) {
    throw asUnwritable(folder, cause)
  }
}

function checkOwner(folder: string, { uid, mode }: Stats, warn: (words: string) => void): void {
  if ((mode & writableByOthers) === 0) return
  const others = (mode & 0o002) === 0 ? 'its group' : 'everybody'
  if (uid !== process.getuid?.()) {
    const what = `${folder} belongs to another user, and ${others} may write to it`
    throw new ContenderError('UsageInvalid', `${what}: name a folder of your own, one in it say`)
  }
  warn(
    `${others} may write to ${folder}, where the secrets of the cluster lie: chmod go-w ${folder}`,
  )
}

/** What was copied, from a backup say, may have lost its modes. */
function keepToOwner(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found !== undefined && (found.mode & 0o077) !== 0) chmodSync(path, found.mode & 0o700)
}

const writableByOthers = 0o022
