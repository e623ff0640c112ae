import type { JsonPath } from '../api/json.ts'
import { type Manifest, readManifests } from './manifest.ts'

/** Why there is no document to go on with, each with its place in the file. */
export type Unread = { readonly unread: readonly string[] }

/** The one document of a file that holds one, YAML or JSON: so much `what` says, for whoever left it empty. */
export function onlyManifest(text: string, file: string, what: string): Manifest | Unread {
  const [manifest, another] = readManifests(text)
  if (manifest === undefined) return { unread: [`${file}: is empty; it has ${what}`] }
  if (another !== undefined) return { unread: [`${lineOf(file, another)}: one document is enough`] }
  const unread = manifest.problems.map(({ at, message }) => `${file}:${at.line}: ${message}`)
  return unread.length > 0 ? { unread } : manifest
}

/** Where something of it stands. */
export const lineOf = (file: string, manifest: Manifest, path: JsonPath = []): string =>
  `${file}:${manifest.locate(path).line}`
