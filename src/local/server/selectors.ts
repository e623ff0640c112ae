import { isJsonObject, type JsonObject } from '../../api/json.ts'
import type { Kind } from '../kinds/kind.ts'
import { parseLabelSelector } from './label-selector.ts'
import { badRequest } from './refusal.ts'

export type Selects = (object: JsonObject) => boolean

/** What a list or a watch is about: `labelSelector` and `fieldSelector`, both absent meaning everything. */
export function selection(kind: Kind, query: URLSearchParams): Selects {
  const requirements = parseLabelSelector(query.get('labelSelector') ?? '')
  const fields = fieldSelector(kind, query.get('fieldSelector') ?? '')
  return (object) => {
    const labels = Object(Object(object['metadata']).labels)
    return requirements.every((holds) => holds(labels)) && fields(object)
  }
}

function fieldSelector(kind: Kind, text: string): Selects {
  if (text === '') return () => true
  const known = fieldsOf(kind, {})
  const terms = text
    .split(',')
    .filter(Boolean)
    .map((term) => {
      const [, field = '', sign = '', value = ''] = /^(.*?)(==|!=|=)(.*)$/.exec(term) ?? []
      if (sign === '') throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`)
      if (!Object.hasOwn(known, field)) throw unknownField(kind, field, Object.keys(known))
      return { field, isWanted: sign !== '!=', value }
    })
  return (object) => {
    const found = fieldsOf(kind, object)
    return terms.every(({ field, isWanted, value }) => (found[field] === value) === isWanted)
  }
}

function fieldsOf(kind: Kind, object: JsonObject): { readonly [field: string]: string } {
  const metadata = object['metadata']
  const { name = '', namespace = '' } = isJsonObject(metadata) ? metadata : {}
  return {
    'metadata.name': String(name),
    'metadata.namespace': String(namespace),
    ...kind.selectable(object),
  }
}

function unknownField(kind: Kind, field: string, known: readonly string[]) {
  const isSaid = known.length === 2 && !kind.isCustom // of others the server doesn't list them
  const all = known.map((name) => `"${name}"`).join(', ')
  return badRequest(
    isSaid
      ? `"${field}" is not a known field selector: only ${all}`
      : `field label not supported: ${field}`,
  )
}
