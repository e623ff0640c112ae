import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fieldsOf } from '../../generate/fields.ts'
import { generated } from '../../generate/files.ts'
import { heldBy } from '../../generate/held-by.ts'
import { specSchema } from '../../src/api/experiment.ts'

const root = join(import.meta.dirname, '../..')

it.each(Object.entries(generated))('%s is fresh (else: npm run generate)', (path, text) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(text())
})

it('names only fields that exist, and tests that exist, as holding the contract', () => {
  const paths = new Set(fieldsOf(specSchema, 'spec').map(({ path }) => path))
  for (const [path, test] of Object.entries(heldBy)) {
    const [file = '', sentence = ''] = test.split(' › ')
    expect(paths).toContain(path)
    expect(readFileSync(join(root, file), 'utf8')).toContain(sentence)
  }
})
