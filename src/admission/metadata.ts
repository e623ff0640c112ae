import { isJsonObject, type Json, type JsonObject } from '../api/json.ts'
import { shown } from './go-text.ts'
import { goKindOf } from './kinds.ts'
import { type Form, objectMeta } from './meta-forms.ts'
import { child, entry, type Place, type Problem, root, undecodable } from './problem.ts'

/** `metadata` as the server reads it: what no Go type holds, what no field is for, and the rest. */
export function readMetadata(value: Json) {
  const found = { misfits: [] as Problem[], unknown: [] as Problem[] }
  const read = readAs(value, objectMeta, child(root, 'metadata'), found)
  return { ...found, metadata: written(read) }
}

type Found = { readonly misfits: Problem[]; readonly unknown: Problem[] }

function readAs(value: Json, form: Form, at: Place, found: Found): Json {
  if (value === null) return null
  if (!form.fits(value)) {
    found.misfits.push(misfit(value, form, at))
    return null
  }
  if (Array.isArray(value)) return readList(value, form, at, found)
  return isJsonObject(value) ? readObject(value, form, at, found) : value
}

/** A null in a list or a map is the zero value of its type, here an empty text or object. */
function readList(list: readonly Json[], { each }: Form, at: Place, found: Found): Json {
  if (each === undefined) return list
  return list.map((item, i) => readAs(item, each, entry(at, i), found) ?? zero(each))
}

const zero = (form: Form): Json => (form.fields ? {} : '')

function readObject(object: JsonObject, form: Form, at: Place, found: Found): Json {
  const { fields, each } = form
  if (each === undefined && fields === undefined) return object
  const entries = Object.entries(object).flatMap(([name, value]): [string, Json][] => {
    const here = child(at, name)
    if (each) return [[name, readAs(value, each, here, found) ?? zero(each)]]
    const field = fields && Object.hasOwn(fields, name) ? fields[name] : undefined
    if (field) return [[name, readAs(value, field, here, found)]]
    found.unknown.push(undecodable(here, `unknown field "${here.field}"`))
    return []
  })
  return Object.fromEntries(entries)
}

function misfit(value: Json, { go }: Form, at: Place): Problem {
  const layout = '2006-01-02T15:04:05Z07:00'
  if (go === 'v1.Time' && typeof value === 'string') {
    return undecodable(at, `parsing time ${shown(value)} as "${layout}": cannot parse it`)
  }
  const what =
    typeof value === 'number' && go === 'int64' ? `number ${shown(value)}` : goKindOf(value)
  const [, field] = at.path
  const into = field === undefined ? 'Go value' : `Go struct field ObjectMeta.${field}`
  return undecodable(at, `json: cannot unmarshal ${what} into ${into} of type ${go}`)
}

/** Go writes no empty field of metadata. */
function written(read: Json): JsonObject {
  const isEmpty = (value: Json) =>
    value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)
  const entries = Object.entries(isJsonObject(read) ? read : {})
  return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)))
}
