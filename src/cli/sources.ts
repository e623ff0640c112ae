import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ContenderError } from '../errors.ts'

export type Source = { readonly file: string; readonly text: string }

/**
 * The texts behind the words of a command line: a file, a folder of manifests (not those below it, as
 * `kubectl apply -f` does), or `-` for standard input.
 */
export async function readSource(
  word: string,
  input: () => Promise<string>,
): Promise<readonly Source[]> {
  if (word === '-') return [{ file: '<stdin>', text: await input() }]
  try {
    const files = (await stat(word)).isDirectory() ? await manifestsIn(word) : [word]
    return await Promise.all(
      files.map(async (file) => ({ file, text: utf8.decode(await readFile(file)) })),
    )
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : `${cause}`
    throw new ContenderError('FileUnreadable', `cannot read ${word}: ${reason}`, { cause })
  }
}

/** Refuses other bytes, where they would silently become question marks; keeps a byte order mark. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

async function manifestsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder)
  return names
    .filter((name) => /\.(ya?ml|json)$/.test(name))
    .sort()
    .map((name) => join(folder, name))
}
