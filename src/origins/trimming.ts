import { join } from 'node:path'
import type { Disk } from './disk.ts'
import { isDigest } from './hashing.ts'

export type TrimPorts = {
  readonly disk: Disk
  readonly wall: () => number
  readonly limitBytes: number
  /** Digests of what is loaded, or soon will be. */
  readonly inUse: () => Iterable<string>
}

/**
 * Removes models until those that are left fit into the limit, beginning with the one that was fetched the
 * longest ago. Those in use stay, and those that anybody has fetched just now: other processes have models too.
 */
export async function trim(folder: string, ports: TrimPorts): Promise<void> {
  const { disk, wall, limitBytes } = ports
  const kept = await keptIn(folder, disk)
  const used = new Set(ports.inUse())
  let bytes = kept.reduce((sum, { size }) => sum + size, 0)
  for (const { digest, size, fetchedMs } of kept) {
    if (bytes <= limitBytes) return
    if (used.has(digest) || wall() - fetchedMs < graceMs) continue
    await disk.rm(join(folder, digest), { force: true }).catch(() => {}) // another time
    bytes -= size
  }
}

const graceMs = 600_000

/** The oldest first. */
async function keptIn(folder: string, disk: Disk) {
  const names = await disk.readdir(folder).catch(() => [])
  const digests = names.filter(isDigest)
  const found = digests.map(async (digest) => {
    const stats = await disk.stat(join(folder, digest)).catch(() => undefined)
    return stats === undefined ? [] : [{ digest, size: stats.size, fetchedMs: stats.mtimeMs }]
  })
  return (await Promise.all(found)).flat().sort((a, b) => a.fetchedMs - b.fetchedMs)
}
