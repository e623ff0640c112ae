import { child, entry, type Problem, root, tooLong } from '../../../admission/problem.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'
import { named } from '../named.ts'
import { invalid, missing, unchanged } from './checks.ts'
import { bytesIn, changed, keyProblems, megabyte, placeOf } from './contents.ts'

export function validateSecret(object: JsonObject, old?: JsonObject): readonly Problem[] {
  const contents = objectAt(object, 'data')
  return [
    ...keyProblems(contents, 'data'),
    ...(bytesIn(contents) > megabyte ? [tooLong(child(root, 'data'), megabyte)] : []),
    ...typeProblems(object, contents),
    ...(old === undefined ? [] : unchanged(child(root, 'type'), object['type'], old['type'])),
    ...(old === undefined ? [] : changed(object, old, ['data'])),
  ]
}

/** What a Secret of a known type must hold. */
const needed: { readonly [type: string]: readonly string[] } = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
}

function typeProblems({ type = '', metadata }: JsonObject, contents: JsonObject) {
  const keys = named(needed, String(type)) ?? []
  const absent = keys.filter((key) => contents[key] === undefined)
  if (type === 'kubernetes.io/basic-auth') return loginProblems(contents)
  if (type === 'kubernetes.io/service-account-token') return accountProblems(metadata)
  return [
    ...absent.map((key) => missing(placeOf('data', key))),
    ...keys
      .filter((key) => key.startsWith('.docker'))
      .flatMap((key) => notJson(contents[key], key)),
  ]
}

function loginProblems(contents: JsonObject): readonly Problem[] {
  const names = ['username', 'password']
  const hasOne = names.some((name) => contents[name] !== undefined)
  return hasOne ? [] : names.map((name) => missing(placeOf('data', name)))
}

function accountProblems(metadata: Json | undefined): readonly Problem[] {
  const name = 'kubernetes.io/service-account.name'
  const annotations = isJsonObject(metadata) ? metadata['annotations'] : undefined
  const isNamed = isJsonObject(annotations) && annotations[name]
  return isNamed ? [] : [missing(entry(child(child(root, 'metadata'), 'annotations'), name))]
}

/** What stands in a Secret is never shown, be it ever so wrong. */
function notJson(encoded: Json | undefined, key: string): readonly Problem[] {
  if (encoded === undefined) return []
  const text = Buffer.from(String(encoded), 'base64').toString()
  try {
    JSON.parse(text)
    return []
  } catch {
    const why = `invalid character '${[...text][0] ?? ''}' looking for beginning of value`
    const detail = text === '' ? 'unexpected end of JSON input' : why
    return [invalid(placeOf('data', key), '<secret contents redacted>', detail)]
  }
}
