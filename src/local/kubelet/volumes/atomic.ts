import { chmod, mkdir, readdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export type File = { readonly bytes: Buffer; readonly mode: number }

/** Of one volume, by path. */
export type Files = ReadonlyMap<string, File>

/**
 * Makes a folder hold these files and no others, all at once for whoever reads: they lie in a folder of
 * their own, `..data` leads to it, and each name leads through `..data`. One rename then changes them all.
 */
export async function writeFiles(folder: string, files: Files, stamp: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 })
  const present = `..${stamp}`
  for (const [path, { bytes, mode }] of files) {
    const file = join(folder, present, path)
    await mkdir(dirname(file), { recursive: true, mode: 0o755 })
    await writeFile(file, bytes)
    await chmod(file, mode)
  }
  await mkdir(join(folder, present), { recursive: true })
  await point(folder, '..data', present)
  const names = new Set([...files.keys()].map((path) => path.split('/')[0] ?? path))
  for (const name of names) await point(folder, name, join('..data', name))
  for (const name of await readdir(folder)) {
    if (name === '..data' || name === present || names.has(name)) continue
    await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** Lets a name lead somewhere, without a moment in which it leads nowhere. */
async function point(folder: string, name: string, to: string): Promise<void> {
  const link = join(folder, name)
  if ((await readlink(link).catch(() => undefined)) === to) return
  await rm(`${link}..new`, { force: true })
  await symlink(to, `${link}..new`)
  await rename(`${link}..new`, link)
}
