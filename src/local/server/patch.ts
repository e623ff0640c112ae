import { problem } from '../../admission/problem.ts'
import type { JsonObject } from '../../api/json.ts'
import type { Kind } from '../kinds/kind.ts'
import { jsonPatched } from '../patch/json-patch.ts'
import { mergePatched } from '../patch/merge-patch.ts'
import type { Patched } from '../patch/patched.ts'
import type { Refusal as Refused } from '../patch/refusal.ts'
import { strategicPatched } from '../patch/strategic-patch.ts'

import { jsonIn, mediaType, whyNoObject } from './body.ts'
import type { WriteOptions } from './options.ts'
import { badRequest, invalid, Refusal, unsupportedType } from './refusal.ts'
import { type Understood, understood } from './understood.ts'

type Way = (live: JsonObject, patch: never, kind: Kind) => Patched

const json = 'application/json-patch+json'
const merge = 'application/merge-patch+json'
const strategic = 'application/strategic-merge-patch+json'
export const apply = 'application/apply-patch+yaml'

const ways: { readonly [type: string]: Way } = {
  [json]: jsonPatched,
  [merge]: mergePatched,
  [strategic]: (live, patch, { schema }) => strategicPatched(live, patch, schema),
}

/** What a patch makes of an object, still to be compared with what the object is. */
export function patched(
  kind: Kind,
  live: JsonObject,
  { contentType, body }: { readonly contentType: string; readonly body: string },
  options: WriteOptions,
): Understood {
  const { patched: object, warnings = [] } = patchedBy(kind, live, contentType, body)
  const { fieldValidation } = options
  if (fieldValidation === 'Strict' && warnings.length > 0) {
    throw invalidPatch(JSON.stringify(object), `strict decoding error: ${warnings.join(', ')}`)
  }
  const read = understood(kind, object, options, (message) => unreadable(object, message))
  return { ...read, warnings: [...(fieldValidation === 'Warn' ? warnings : []), ...read.warnings] }
}

/** The same for what is no object of a kind: a `Scale`. */
export function patchedBy(
  kind: Kind,
  live: JsonObject,
  contentType: string,
  body: string,
): Extract<Patched, { readonly patched: JsonObject }> {
  const way = ways[checkedType(kind, contentType)]
  const patch = jsonIn(body)
  if (way === undefined || patch === undefined) {
    const opening = mediaType(contentType) === strategic ? '' : 'error decoding patch: '
    throw badRequest(opening + whyNoObject(body, patch))
  }
  const outcome = way(live, patch as never, kind)
  if ('refused' in outcome) throw asRefusal(outcome.refused)
  return outcome
}

/** A kind of a CRD has no strategy for its lists. */
export function checkedType(kind: Kind, contentType: string): string {
  const type = mediaType(contentType)
  const { isCustom } = kind
  const known = isCustom ? [json, merge, apply] : [json, merge, strategic, apply]
  if (known.includes(type)) return type
  if (!isCustom || type !== strategic) throw unsupportedType('415: Unsupported Media Type', {})
  throw unsupportedType(
    `the body of the request was in an unknown format - accepted media types include: ${known.join(', ')}`,
  )
}

/** As the real server says it: of the whole that came out. */
const unreadable = (object: JsonObject, message: string): Refusal =>
  invalidPatch(JSON.stringify(object), message.replace(/^.* cannot be handled as an? [^:]*: /, ''))

function invalidPatch(value: string, detail: string): Refusal {
  const at = { path: ['patch'], field: 'patch' }
  const wrong = problem(at, 'FieldValueInvalid', { value, detail })
  return invalid({ group: '', kind: '' }, '', [wrong])
}

/** What the pure parts refuse becomes an answer. */
export function asRefusal({ code, reason, message, causes }: Refused): Refusal {
  const details = causes ? { causes } : code === 422 ? {} : undefined
  return new Refusal({
    ...{ code, message },
    ...(reason !== undefined && { reason }),
    ...(details && { details: details as never }),
  })
}
