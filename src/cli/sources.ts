import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { saidBy } from '../errors.ts'

/** The text of a file, or why it can't be had. */
export type Source = { readonly file: string } & (
  | { readonly text: string }
  | { readonly failure: string }
)

/**
 * The texts behind a word of the command line: a file, a folder of manifests (not those further down, as
 * `kubectl apply -f` does), or `-` for standard input.
 */
export async function readSources(
  word: string,
  input: () => Promise<string>,
): Promise<readonly Source[]> {
  if (word === '-') return [{ file: '<stdin>', text: await input() }]
  try {
    if (!(await stat(word)).isDirectory()) return [await readSource(word)]
    const files = await manifestsIn(word)
    if (files.length === 0)
      return [{ file: word, failure: 'no .yaml, .yml or .json file in this folder' }]
    return await Promise.all(files.map(readSource))
  } catch (cause) {
    return [{ file: word, failure: saidBy(cause) }]
  }
}

async function readSource(file: string): Promise<Source> {
  try {
    return { file, text: utf8.decode(await readFile(file)) }
  } catch (cause) {
    const isEncoding = cause instanceof TypeError
    return { file, failure: isEncoding ? 'this is no UTF-8 text' : saidBy(cause) }
  }
}

/** Refuses other bytes, which would silently become question marks; keeps a byte order mark. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

async function manifestsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory() && /\.(ya?ml|json)$/.test(entry.name))
    .map(({ name }) => join(folder, name))
    .toSorted()
}
