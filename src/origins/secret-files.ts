import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { saidBy } from '../errors.ts'
import { wrong } from './failures.ts'

/** What has a name and a text: a mounted Secret, or the environment. */
export type Named = { readonly [name: string]: string | undefined }

/** The keys of a mounted Secret, as they are now, without the line feed that an editor leaves. */
export async function readSecret(folder: string): Promise<Named> {
  try {
    const entries = await readdir(folder)
    const names = entries.filter((name) => !name.startsWith('.')) // of the kubelet: `..data`
    const read = names.map(async (name) => [name, await textIn(join(folder, name))] as const)
    return Object.fromEntries(await Promise.all(read))
  } catch (cause) {
    throw wrong('ModelAccessDenied', folder, `cannot be read: ${saidBy(cause)}`, cause)
  }
}

const textIn = async (path: string) => (await readFile(path, 'utf8')).trim()

/** Of several names for one thing, the first that is given. */
export const firstOf = (named: Named, names: readonly string[]): string | undefined =>
  names.map((name) => named[name]).find((value) => value !== undefined && value !== '')
