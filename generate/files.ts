import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { crd } from '../src/api/crd.ts'
import { withFieldTable } from './contract-record.ts'
import { editorSchema } from './editor-schema.ts'
import { failuresPage } from './failures-page.ts'
import { referencePage } from './reference-page.ts'

const root = join(import.meta.dirname, '..')

/** Every file that is made from `src`, and its text. `npm run generate` writes them, a test compares. */
export const generated: { readonly [path: string]: () => string } = {
  'crds/modelexperiments.yaml': () => asYaml(crd),
  'docs/reference/modelexperiment.md': referencePage,
  'docs/reference/modelexperiment.schema.json': editorSchema,
  'docs/reference/failures.md': failuresPage,
  'docs/adr/0002-contract.md': () => withFieldTable(read('docs/adr/0002-contract.md')),
}

/** As YAML 1.1, which quotes what kubectl would otherwise take for a boolean: the column `N`. */
function asYaml(value: object): string {
  return stringify(value, { version: '1.1', aliasDuplicateObjects: false, lineWidth: 100 })
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
