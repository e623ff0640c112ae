import { stringify } from 'yaml'
import { crd } from '../src/api/crd.ts'

/** Every file that is made from `src`, and its text. `npm run generate` writes them, a test compares. */
export const generated: { readonly [path: string]: () => string } = {
  'crds/modelexperiments.yaml': () => asYaml(crd),
}

/** As YAML 1.1, which quotes what kubectl would otherwise take for a boolean: the column `N`. */
function asYaml(value: object): string {
  return stringify(value, { version: '1.1', aliasDuplicateObjects: false, lineWidth: 100 })
}
