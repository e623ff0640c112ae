import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import type { Wanted } from '../../../src/server/models/wanted.ts'

/** A folder with models and settings, which is gone after the test. */
export function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'contender-serving-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const at = (name: string) => join(folder, name)
  /** At once, as whoever rewrites a file that others read should. */
  const put = (name: string, content: string | Uint8Array) => {
    writeFileSync(at(`${name}.new`), content)
    renameSync(at(`${name}.new`), at(name))
    return pathToFileURL(at(name)).href
  }
  return {
    at,
    put,
    want: (models: readonly Wanted[]) => put('settings', JSON.stringify({ models })),
  }
}
