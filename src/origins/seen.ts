import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Disk } from './disk.ts'
import { isDigest } from './hashing.ts'
import type { Mark } from './origin.ts'

/** What an origin had when it was last asked for a model. */
export type Seen = {
  /** For people. */
  readonly uri: string
  readonly digest: string
  readonly mark: Mark
}

/** One file for each model, beside the cache. To lose it costs a download, and nothing else. */
export function createSeen(folder: string, disk: Disk) {
  const pathOf = (key: string) => join(folder, `${key}.json`)

  async function read(key: string): Promise<Seen | undefined> {
    const text = await disk.readFile(pathOf(key), 'utf8').catch(() => '')
    return seenIn(text)
  }

  async function write(key: string, seen: Seen): Promise<void> {
    const part = join(folder, `${key}.${randomBytes(4).toString('hex')}.part`)
    try {
      await disk.mkdir(folder, { recursive: true, mode: 0o700 })
      await disk.writeFile(part, JSON.stringify(seen), { mode: 0o600 })
      await disk.rename(part, pathOf(key))
    } catch {
      await disk.rm(part, { force: true }).catch(() => {})
    }
  }

  return { read, write }
}

function seenIn(text: string): Seen | undefined {
  try {
    const { uri, digest, mark } = JSON.parse(text)
    const isSound = typeof digest === 'string' && isDigest(digest)
    return isSound ? { uri, digest, mark: { ...mark } } : undefined
  } catch {
    return undefined
  }
}
