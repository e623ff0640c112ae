import type { JsonObject } from '../../api/json.ts'
import type { Kind } from '../kinds/kind.ts'
import { tableOf } from '../kinds/table.ts'
import { apiVersionOf, metadataOf } from './ground.ts'
import { badRequest, listInstead, notAcceptable } from './refusal.ts'

/** In which form a caller wants objects: `kubectl get` asks for a table, an informer perhaps for metadata. */
export type Presentation = {
  readonly object: (kind: Kind, object: JsonObject) => JsonObject
  readonly list: (kind: Kind, objects: readonly JsonObject[], metadata: JsonObject) => JsonObject
  /** An object within the event of a watch; the first of a table brings the columns. */
  readonly event: (kind: Kind, object: JsonObject, isFirst: boolean) => JsonObject
}

type Form = 'whole' | 'metadata' | 'metadataList' | 'table'

type Asked = {
  readonly accept: string
  readonly includeObject: string | null
  readonly now: () => number
}

/** The first of the accepted types that the server has. */
export function presentationFor({ accept, includeObject, now }: Asked): Presentation {
  const form = accept
    .split(',')
    .map(formOf)
    .find((found) => found !== undefined)
  if (form === undefined) throw notAcceptable()
  const table = { now, include: includeOf(includeObject || 'Metadata') }
  return presentations[form](table)
}

function includeOf(asked: string): string {
  if (['None', 'Metadata', 'Object'].includes(asked)) return asked
  const wrong = `Invalid value: ${JSON.stringify(asked)}: must be 'Metadata', 'Object', 'None', or empty`
  throw badRequest(`Unable to convert to Table as requested: includeObject: ${wrong}`)
}

/** Ages are told as of each row: a watch goes on for long. */
type Table = { readonly now: () => number; readonly include: string }

const presentations: { readonly [form in Form]: (table: Table) => Presentation } = {
  whole: () => ({
    object: (_, object) => object,
    list: (kind, objects, metadata) => ({
      kind: `${kind.kind}List`,
      apiVersion: apiVersionOf(kind),
      metadata: kind.isCustom ? { continue: '', ...metadata } : metadata,
      items: kind.isCustom ? objects : objects.map(untyped),
    }),
    event: (_, object) => object,
  }),
  metadata: () => ({
    ...ofMetadata,
    list: ({ kind }) => {
      throw listInstead(kind)
    },
  }),
  metadataList: () => ofMetadata,
  table: ({ now, include }) => {
    const of = (kind: Kind, objects: readonly JsonObject[], metadata: JsonObject, isFirst = true) =>
      tableOf(kind, objects, { nowMs: now(), include, metadata, hasColumns: isFirst })
    const row = (kind: Kind, object: JsonObject, isFirst = true) =>
      of(kind, [object], { resourceVersion: metadataOf(object)['resourceVersion'] ?? '' }, isFirst)
    return { object: (kind, object) => row(kind, object), list: of, event: row }
  },
}

const ofMetadata: Presentation = {
  object: (_, object) => partial(object),
  list: (_, objects, metadata) => ({
    ...{ kind: 'PartialObjectMetadataList', apiVersion: metaVersion, metadata },
    items: objects.map(partial),
  }),
  event: (_, object) => partial(object),
}

const metaVersion = 'meta.k8s.io/v1'

const partial = (object: JsonObject): JsonObject => ({
  kind: 'PartialObjectMetadata',
  apiVersion: metaVersion,
  metadata: metadataOf(object),
})

/** In lists of built-in kinds the items don't repeat what they are. */
function untyped({ kind: _, apiVersion: __, ...rest }: JsonObject): JsonObject {
  return rest
}

function formOf(text: string): Form | undefined {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim())
  if (!['application/json', 'application/*', '*/*', ''].includes(type)) return undefined
  const asked = Object.fromEntries(parameters.map((part) => part.split('=', 2)))
  if (asked['as'] === undefined) return 'whole'
  if (asked['g'] !== 'meta.k8s.io' || asked['v'] !== 'v1') return undefined
  return forms[asked['as']]
}

const forms: { readonly [as: string]: Form } = {
  Table: 'table',
  PartialObjectMetadata: 'metadata',
  PartialObjectMetadataList: 'metadataList',
}
