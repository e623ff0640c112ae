import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import type { Program } from '../program/program.ts'

/** Where a program is, looked for as a shell does; `undefined` where there is none that may be run. */
export async function findProgram({ argv, env, cwd }: Program): Promise<string | undefined> {
  const [name = ''] = argv
  if (name === '') return undefined
  if (isAbsolute(name) || name.includes('/')) return isProgram(resolve(cwd, name))
  for (const folder of (env['PATH'] ?? '').split(':')) {
    const found = await isProgram(join(resolve(cwd, folder), name))
    if (found !== undefined) return found
  }
  return undefined
}

async function isProgram(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile() ? path : undefined
  } catch {
    return undefined
  }
}
