/**
 * `npm run test:slow`: fresh cases with known answers first, then the error rates of every method by
 * simulation. Both run whatever becomes of the other. `SIMS`, `SEED`, `WORKERS`, `CELLS` and `CASES` choose (see
 * CONTRIBUTING.md); with `OUT=path` what came is written there, as a record for docs/evidence. Exit code 1 if one
 * of the two failed, 3 if the fresh cases could not run on this machine and the rest passed.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { cannotRun } from '../../bench/python.ts'
import './errors/chosen.ts'
import { type Ended, recordOf } from './record.ts'

const out = process.env['OUT']
const folder = mkdtempSync(join(tmpdir(), 'error-rates-'))
const tables = join(folder, 'tables.md')
const start = Date.now()
const fresh = await ended('fresh cases', 'fresh/run.ts')
const errors = await ended('error rates', 'errors/run.ts', tables)
const minutes = (Date.now() - start) / 60_000

for (const { name, code, last } of [fresh, errors])
  process.stdout.write(`${name}: ${said(code)}; ${last}\n`)
if (out) {
  const machine = { minutes, processors: availableParallelism() }
  const text = existsSync(tables) ? readFileSync(tables, 'utf8') : ''
  writeFileSync(out, recordOf({ fresh, errors, machine, tables: text }))
}
rmSync(folder, { recursive: true })
const codes = [fresh.code, errors.code]
process.exitCode = codes.some((code) => code !== 0 && code !== cannotRun) ? 1 : Math.max(...codes)

/** Runs one of the two to its end, and keeps its last line. */
function ended(name: string, path: string, ...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(import.meta.dirname, path), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let tail = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text)
    tail = (tail + text).slice(-2000)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ name, code: code ?? 1, last: tail.trimEnd().split('\n').at(-1) ?? '' }),
    )
  })
}

function said(code: number): string {
  if (code === 0) return 'passed'
  return code === cannotRun ? 'cannot run on this machine' : 'FAILED'
}
