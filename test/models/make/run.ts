/**
 * Makes onnx/ and expected/ anew. The same versions on the same machine make the same bytes. Exit code 3 and one line where
 * this machine can't make the Python environment.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { cannotRun, findPython } from '../../../bench/python.ts'

const make = import.meta.dirname
const models = join(make, '..')
const biome = join(models, '../../node_modules/.bin/biome')

const found = await findPython(join(make, 'requirements.txt'))
if ('unavailable' in found) {
  process.stderr.write(`${found.unavailable}\n`)
  process.exit(cannotRun)
}

// The order of a set of words is the exporters' order of nodes; threads would add up floats in another order.
const env = { ...process.env, PYTHONHASHSEED: '0', OMP_NUM_THREADS: '1' }
const steps: readonly (readonly [string, readonly string[]])[] = [
  [found.python, ['-B', join(make, 'main.py'), models]],
  [biome, ['format', '--write', join(models, 'expected')]],
]
const ended = steps.every(
  ([command, args]) => spawnSync(command, args, { stdio: 'inherit', env }).status === 0,
)
process.exitCode = ended ? 0 : 1
