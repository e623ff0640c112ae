import { mkdir, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { HostPath } from '../pod/volume.ts'

type Kind = 'folder' | 'file' | 'nothing' | 'something'

/** What must be there for each type of hostPath, and whether it is made otherwise. */
const types: {
  readonly [type: string]: {
    readonly wants: Kind
    readonly make?: (path: string) => Promise<unknown>
  }
} = {
  Directory: { wants: 'folder' },
  File: { wants: 'file' },
  DirectoryOrCreate: { wants: 'folder', make: (path) => mkdir(path, { recursive: true }) },
  FileOrCreate: {
    wants: 'file',
    make: async (path) => {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, '', { flag: 'a' })
    },
  },
}

/** Sees to a path of the machine; returns why it cannot be had. */
export async function hostPathProblem({ path, type = '' }: HostPath): Promise<string | undefined> {
  const rule = types[type]
  if (rule === undefined) return undefined
  if ((await kindOf(path)) === 'nothing') await rule.make?.(path)
  const found = await kindOf(path)
  return found === rule.wants ? undefined : `${path} is no ${rule.wants}, but ${found}`
}

async function kindOf(path: string): Promise<Kind> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return 'nothing'
  if (found.isDirectory()) return 'folder'
  return found.isFile() ? 'file' : 'something'
}
