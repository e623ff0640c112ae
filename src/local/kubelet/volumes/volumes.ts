import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import type { Places } from '../places.ts'
import type { Pod } from '../pod/pod.ts'
import type { Volume } from '../pod/volume.ts'
import type { Missing } from '../program/environment.ts'
import type { Place } from '../program/fields.ts'
import type { Held } from '../program/held.ts'
import { type Files, writeFiles } from './atomic.ts'
import { filesOf, isWritten } from './contents.ts'
import { hostPathProblem } from './host-path.ts'

export type Volumes = ReturnType<typeof createVolumes>

type Ports = {
  readonly places: Pick<Places, 'volume'>
  readonly place: Place
  readonly wall: () => number
}

/** The volumes of Pods as folders. Files that stay the same are left alone. */
export function createVolumes({ places, place, wall }: Ports) {
  /** What was last written, by Pod and volume, and how often anything was. */
  const written = new Map<string, Map<string, string>>()
  /** From what state of its references the files of a Pod were made. */
  const stamps = new Map<string, string>()
  let count = 0

  /** Brings all volumes of a Pod up to what is held now, or says what is missing. */
  async function prepare(pod: Pod, held: Held, stamp: string): Promise<Missing | undefined> {
    for (const volume of pod.spec.volumes ?? []) {
      const missing = await prepareOne(pod, volume, held)
      if (missing !== undefined) return { missing: `volume ${volume.name}: ${missing}` }
    }
    stamps.set(pod.uid, stamp)
    return undefined
  }

  async function prepareOne(pod: Pod, volume: Volume, held: Held): Promise<string | undefined> {
    if (volume.hostPath !== undefined) return hostPathProblem(volume.hostPath)
    const folder = places.volume(pod.uid, volume.name)
    if (!isWritten(volume)) {
      await mkdir(folder, { recursive: true })
      return undefined
    }
    const files = filesOf(volume, { pod, place, held })
    if ('missing' in files) return files.missing
    await write(pod.uid, volume.name, folder, files)
    return undefined
  }

  async function write(uid: string, name: string, folder: string, files: Files): Promise<void> {
    const known = written.get(uid) ?? new Map<string, string>()
    written.set(uid, known)
    const digest = digestOf(files)
    if (known.get(name) === digest) return
    await writeFiles(folder, files, `${wall()}.${count++}`)
    known.set(name, digest)
  }

  return {
    prepare,
    isStale: ({ uid }: Pod, stamp: string): boolean => stamps.get(uid) !== stamp,
    forget(uid: string): void {
      written.delete(uid)
      stamps.delete(uid)
    },
    /** Where a volume of a Pod is. */
    folderOf(pod: Pod, name: string): string {
      const volume = pod.spec.volumes?.find((each) => each.name === name)
      return volume?.hostPath?.path ?? places.volume(pod.uid, name)
    },
  }
}

function digestOf(files: Files): string {
  const hash = createHash('sha256')
  for (const [path, { bytes, mode }] of files) {
    hash.update(JSON.stringify([path, mode, bytes.length])).update(bytes)
  }
  return hash.digest('base64')
}
