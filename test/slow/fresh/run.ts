/**
 * 200 fresh cases with known answers, from scipy, statsmodels, scikit-learn, gbstats and mpmath, put
 * to `npm run reference`. `SEED=n` draws others, `CASES=n` more or fewer. Exit code 3 and one line
 * where this machine can't make the Python environment.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cannotRun, findPython } from '../../../bench/python.ts'
import { seed, cases as wanted } from '../options.ts'

const requirements = join(import.meta.dirname, '../../../bench/stats/requirements.txt')
const found = await findPython(requirements)
if ('unavailable' in found) {
  process.stderr.write(`${found.unavailable}\n`)
  process.exit(cannotRun)
}

const folder = mkdtempSync(join(tmpdir(), 'fresh-cases-'))
const file = join(folder, `seed-${seed}.json`)
process.stdout.write(`seed ${seed}, ${wanted} cases, ${file}\n`)
process.exitCode = make(found.python) && answer() ? 0 : 1
if (process.exitCode === 0) rmSync(folder, { recursive: true })

/** Whether nearly all could be made: one in twenty may be beyond the oracle, and is named. */
function make(python: string): boolean {
  const out = openSync(file, 'w')
  const args = ['-B', join(import.meta.dirname, 'make.py'), String(seed), String(wanted)]
  const { status } = spawnSync(python, args, { stdio: ['ignore', out, 'inherit'] })
  closeSync(out)
  if (status !== 0) return false
  const { cases }: { readonly cases: readonly unknown[] } = JSON.parse(readFileSync(file, 'utf8'))
  if (cases.length >= wanted * 0.95) return true
  process.stderr.write(`only ${cases.length} of ${wanted} cases could be made\n`)
  return false
}

function answer(): boolean {
  const runner = join(import.meta.dirname, '../../reference/run.ts')
  return spawnSync(process.execPath, [runner, file], { stdio: 'inherit' }).status === 0
}
