import type { JsonObject } from '../../../api/json.ts'
import type { Kind, Subresource } from '../kind.ts'
import { componentOf, referenceTo } from './components.ts'
import { groupVersionOf, pathOf } from './discovery.ts'

/** The operations on a kind: which there are, what they take, and which options they know. */
export function pathsOf(kind: Kind): JsonObject {
  const root = pathOf(groupVersionOf(kind))
  const { isNamespaced, plural, subresources } = kind
  const all = `${root}${isNamespaced ? '/namespaces/{namespace}' : ''}/${plural}`
  const one = `${all}/{name}`
  const inPath = isNamespaced ? [inPathNamed('namespace')] : []
  const named = [inPathNamed('name'), ...inPath]
  const removal = isNamespaced ? { delete: operation(kind, 'deletecollection', listed) } : {}
  return {
    ...(isNamespaced && { [`${root}/${plural}`]: { get: operation(kind, 'list', listed) } }),
    [all]: {
      get: operation(kind, 'list', listed),
      post: operation(kind, 'post', written, bodyOf(kind)),
      ...removal,
      parameters: inPath,
    },
    [one]: {
      get: operation(kind, 'get', []),
      put: operation(kind, 'put', written, bodyOf(kind)),
      delete: operation(kind, 'delete', deleted, { content: json(deleteOptions) }),
      patch: operation(kind, 'patch', patched, patchOf(kind)),
      parameters: named,
    },
    ...Object.fromEntries(
      subresources.map((subresource) => [
        `${one}/${subresource}`,
        { ...partOf(kind, subresource), parameters: named },
      ]),
    ),
  }
}

const query = (name: string, type = 'string') => ({
  ...{ name, in: 'query', schema: { type, uniqueItems: true } },
})

const inPathNamed = (name: string) => ({
  ...{ name, in: 'path', required: true, schema: { type: 'string', uniqueItems: true } },
})

const written = [query('dryRun'), query('fieldManager'), query('fieldValidation')]
const patched = [...written, query('force', 'boolean')]
const listed = [
  ...['labelSelector', 'fieldSelector', 'resourceVersion', 'resourceVersionMatch', 'continue'].map(
    (name) => query(name),
  ),
  ...[query('limit', 'integer'), query('timeoutSeconds', 'integer')],
  ...['watch', 'allowWatchBookmarks', 'sendInitialEvents'].map((name) => query(name, 'boolean')),
]
const deleted = [
  ...[query('dryRun'), query('gracePeriodSeconds', 'integer'), query('propagationPolicy')],
  query('orphanDependents', 'boolean'),
]

const deleteOptions = referenceTo('meta.v1.DeleteOptions')

const json = (schema: JsonObject) => ({ 'application/json': { schema } })

const bodyOf = (kind: Kind) => ({ content: json(componentOf(kind)), required: true })

const patchTypes = ['apply-patch+yaml', 'json-patch+json', 'merge-patch+json']

/** Kinds of a CRD have no strategic merge patch: nothing says how their lists merge. */
function patchOf(kind: Kind): JsonObject {
  const types = kind.isCustom ? patchTypes : [...patchTypes, 'strategic-merge-patch+json']
  const schema = { type: 'object' }
  return {
    content: Object.fromEntries(types.map((type) => [`application/${type}`, { schema }])),
    required: true,
  }
}

function operation(
  kind: Kind,
  action: string,
  parameters: readonly JsonObject[],
  requestBody?: JsonObject,
): JsonObject {
  const { group, version } = kind
  return {
    parameters,
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: { '200': { description: 'OK', content: json(componentOf(kind)) } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': { group, version, kind: kind.kind },
  }
}

function partOf(kind: Kind, subresource: Subresource): JsonObject {
  const get = operation(kind, 'get', [])
  const put = operation(kind, 'put', written, bodyOf(kind))
  const parts: { readonly [name in Subresource]: JsonObject } = {
    status: { get, put, patch: operation(kind, 'patch', patched, patchOf(kind)) },
    scale: scaleOperations(kind),
    log: { get },
    binding: { post: operation(kind, 'post', written) },
    finalize: { put },
  }
  return parts[subresource]
}

function scaleOperations(kind: Kind): JsonObject {
  const scale = { ...kind, group: 'autoscaling', version: 'v1', kind: 'Scale' }
  return {
    get: operation(scale, 'get', []),
    put: operation(scale, 'put', written, bodyOf(scale)),
    patch: operation(scale, 'patch', patched, patchOf(scale)),
  }
}
