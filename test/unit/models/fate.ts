import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { pathToFileURL } from 'node:url'

const folder = pathToFileURL(`${import.meta.dirname}/../../models/`).href

/**
 * How a process of its own ends that runs this code: by a signal, or with an exit code. `MODELS` stands for the
 * folder test/models.
 */
export function fateOf(code: string): NodeJS.Signals | number | null {
  const text = code.replaceAll('MODELS/', folder)
  const { signal, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', text], {
    cwd: tmpdir(),
    stdio: 'ignore',
    timeout: 60_000,
  })
  return signal ?? status
}
