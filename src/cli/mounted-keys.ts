import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ContenderError, saidBy } from '../errors.ts'
import type { Keys } from '../routing/keys.ts'
import { keysIn } from '../routing/mounted-keys.ts'

/**
 * The keys of a file, a mapping in JSON, or of a folder as a Secret is mounted, whose names that begin with a dot are not
 * keys. Kubernetes swaps such a folder at once, by the link ..data: all is read from where it leads, so that no two
 * states are mixed, and once more where it leads elsewhere by then.
 */
export async function keysAt(path: string): Promise<Keys> {
  const place = await placeOf(path)
  try {
    return keysIn(await secretsAt(place))
  } catch (cause) {
    if ((await placeOf(path)) !== place) return keysAt(path)
    throw invalid(path, cause)
  }
}

const placeOf = (path: string): Promise<string> => realpath(join(path, '..data')).catch(() => path)

async function secretsAt(place: string): Promise<unknown> {
  const isFolder = (await stat(place)).isDirectory()
  if (!isFolder) return jsonIn(await readFile(place, 'utf8'))
  const ids = (await readdir(place)).filter((name) => !name.startsWith('.'))
  const secrets = ids.map(async (id) => [id, await readFile(join(place, id), 'utf8')] as const)
  return Object.fromEntries(await Promise.all(secrets))
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What JSON.parse says quotes the text, and that is secret.
    throw new ContenderError('KeysInvalid', 'is no JSON')
  }
}

function invalid(path: string, cause: unknown): ContenderError {
  const why = cause instanceof ContenderError ? cause.message : `can’t be read: ${saidBy(cause)}`
  return new ContenderError('KeysInvalid', `${path}: ${why}`, { cause })
}
