import { spawnSync } from 'node:child_process'
import { it } from 'vitest'

const isThere = spawnSync('python3', ['--version']).status === 0

/** Needs Python 3.9 or newer. Where there is none it is left out, but not where CI says that everything counts. */
export const itWithPython = it.skipIf(!isThere && process.env['CI'] === undefined)

export function runPython(...args: readonly string[]) {
  const { status, stderr, error } = spawnSync('python3', args, { encoding: 'utf8' })
  if (error !== undefined) throw new Error('this test needs python3', { cause: error })
  return { status, stderr }
}
