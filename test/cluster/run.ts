/**
 * `npm run test:api [-- arguments of vitest]`: the API tier. Exit code 3 and one line on stderr
 * where this machine can't run it; else vitest's own.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { findBinaries } from './binaries.ts'

const binaries = process.env['KUBECONFIG'] ? {} : await findBinaries()
if ('unavailable' in binaries) {
  process.stderr.write(`${binaries.unavailable}\n`)
  process.exit(3)
}

const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')))
const args = [vitest, 'run', '--project', 'api', ...process.argv.slice(2)]
const tests = spawn(process.execPath, args, { stdio: 'inherit' })
// Ctrl-C reaches vitest too, which then tears down; a plain `kill` reaches only us.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => tests.kill('SIGTERM'))
const [code] = await once(tests, 'exit')
process.exit(code ?? 1)
