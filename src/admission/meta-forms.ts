import { isJsonObject, type Json } from '../api/json.ts'
import { isTime } from './dates.ts'
import { kindOf } from './kinds.ts'

/** What Go decodes a piece of metadata into: its name for the type, what fits, and what is inside. */
export type Form = {
  readonly go: string
  readonly fits: (value: Json) => boolean
  readonly each?: Form
  readonly fields?: { readonly [name: string]: Form }
}

const isText = (value: Json) => typeof value === 'string'

const text: Form = { go: 'string', fits: isText }
const uid: Form = { go: 'types.UID', fits: isText }
const flag: Form = { go: 'bool', fits: (value) => typeof value === 'boolean' }
const int64: Form = { go: 'int64', fits: (value) => kindOf(value) === 'integer' }
const anything: Form = { go: 'any', fits: () => true }
const time: Form = { go: 'v1.Time', fits: (value) => typeof value === 'string' && isTime(value) }
const texts: Form = { go: 'map[string]string', fits: isJsonObject, each: text }

const list = (each: Form): Form => ({ go: `[]${each.go}`, fits: Array.isArray, each })

const record = (go: string, fields: { readonly [name: string]: Form }): Form => ({
  go,
  fits: isJsonObject,
  fields,
})

const owner = record('v1.OwnerReference', {
  apiVersion: text,
  kind: text,
  name: text,
  uid,
  controller: flag,
  blockOwnerDeletion: flag,
})

const managed = record('v1.ManagedFieldsEntry', {
  manager: text,
  operation: text,
  apiVersion: text,
  time,
  fieldsType: text,
  fieldsV1: anything,
  subresource: text,
})

/** apimachinery, apis/meta/v1/types.go. */
export const objectMeta = record('v1.ObjectMeta', {
  name: text,
  generateName: text,
  namespace: text,
  selfLink: text,
  uid,
  resourceVersion: text,
  generation: int64,
  creationTimestamp: time,
  deletionTimestamp: time,
  deletionGracePeriodSeconds: int64,
  labels: texts,
  annotations: texts,
  ownerReferences: list(owner),
  finalizers: list(text),
  managedFields: list(managed),
})
