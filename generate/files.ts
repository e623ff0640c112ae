import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { crd } from '../src/api/crd.ts'
import { assignmentVectors, withVectorTable } from './assignment-vectors.ts'
import { withFieldTable } from './contract-record.ts'
import { editorSchema } from './editor-schema.ts'
import { failuresPage } from './failures-page.ts'
import { withMeasured } from './measured.ts'
import { receiptVectors } from './receipt-vectors.ts'
import { referencePage } from './reference-page.ts'
import { rulesPage } from './rules-page.ts'

const root = join(import.meta.dirname, '..')

/**
 * Every file that is made from `src` or from what was measured, and its text. `npm run generate` writes them, a test
 * compares.
 */
export const generated: { readonly [path: string]: () => string } = {
  'crds/modelexperiments.yaml': () => asYaml(crd),
  'docs/reference/modelexperiment.md': referencePage,
  'docs/reference/modelexperiment.schema.json': editorSchema,
  'docs/reference/failures.md': failuresPage,
  'docs/reference/rules.md': rulesPage,
  'docs/reference/assignment.md': () => withVectorTable(read('docs/reference/assignment.md')),
  'docs/reference/assignment-vectors.json': assignmentVectors,
  'docs/reference/receipt-vectors.json': receiptVectors,
  'docs/adr/0002-contract.md': () => withFieldTable(read('docs/adr/0002-contract.md')),
  'docs/statistics.md': () => {
    const record = newest('statistics')
    return withMeasured(read('docs/statistics.md'), record, read(`docs/evidence/${record}`))
  },
}

/** As YAML 1.1, which quotes what kubectl would otherwise take for a boolean: the column `N`. */
function asYaml(value: object): string {
  return stringify(value, { version: '1.1', aliasDuplicateObjects: false, lineWidth: 100 })
}

/** Records are called by their date. */
function newest(subject: string): string {
  const names = readdirSync(join(root, 'docs/evidence'))
  const found = names.filter((name) => name.endsWith(`-${subject}.md`)).sort()
  const last = found.at(-1)
  if (last === undefined)
    throw new Error(`docs/evidence has no record of ${subject}: its README says how one is made`)
  return last
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
