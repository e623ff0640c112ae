import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generated } from './files.ts'

const root = join(import.meta.dirname, '..')

for (const [path, text] of Object.entries(generated)) {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text())
  process.stdout.write(`${path}\n`)
}
