import type { JsonObject } from '../../../api/json.ts'
import type { Kind } from '../kind.ts'
import { componentsOf } from './components.ts'
import { groupVersionOf, pathOf } from './discovery.ts'
import { pathsOf } from './paths.ts'

/** OpenAPI v3, a document per group and version, with what `kubectl` reads of it. */
export function openApi(kinds: readonly Kind[]): { readonly [path: string]: () => JsonObject } {
  const versions = [...new Set(kinds.map(groupVersionOf))]
  const documents = versions.map((version) => {
    const ofVersion = kinds.filter((kind) => groupVersionOf(kind) === version)
    return [`/openapi/v3${pathOf(version)}`, () => documentOf(ofVersion)] as const
  })
  const addresses = documents.map(
    ([path]) => [path.replace('/openapi/v3/', ''), { serverRelativeURL: path }] as const,
  )
  return {
    '/openapi/v3': () => ({ paths: Object.fromEntries(addresses) }),
    ...Object.fromEntries(documents),
  }
}

function documentOf(kinds: readonly Kind[]): JsonObject {
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: '1.36' },
    paths: Object.assign({}, ...kinds.map(pathsOf)) as JsonObject,
    components: { schemas: componentsOf(kinds) },
  }
}
