import type { JsonObject } from '../../api/json.ts'
import type { Kind } from '../kinds/kind.ts'
import type { StoredObject } from '../store/store.ts'
import { jsonIn } from './body.ts'
import { type Ground, keyOf, placeIn } from './ground.ts'
import { checkListOptions } from './list-options.ts'
import { numberIn } from './options.ts'
import { badRequest, expired, notReached, Refusal } from './refusal.ts'
import { type Selects, selection } from './selectors.ts'

/** A page of a collection, as of one version. */
export type Page = {
  readonly items: readonly JsonObject[]
  readonly metadata: JsonObject
}

/**
 * All that is selected, or as many as were asked for: later pages are of the moment of the first. The
 * store is as new as it gets, so any version that it has reached is answered with the present one, but
 * where exactly that version is wanted.
 */
export function list(
  ground: Ground,
  kind: Kind,
  namespace: string | undefined,
  query: URLSearchParams,
): Page {
  checkListOptions(query, false)
  const selects = selection(kind, query)
  const limit = numberIn(query, 'limit') ?? 0
  const token = tokenIn(query)
  const at = token?.version ?? exactVersion(ground, query)
  const found = ground.store.list(kind.storedAs, { namespace, at })
  if (found === undefined) throw forgotten(token !== undefined)
  const rest = token === undefined ? found : found.filter((object) => keyIn(object) > token.after)
  const version = at ?? ground.store.version()
  const { items, last } = firstOf(rest, kind, selects, limit)
  const isWhole = !query.get('labelSelector') && !query.get('fieldSelector')
  return {
    items,
    metadata: {
      resourceVersion: String(version),
      ...(last !== undefined && { continue: written({ version, after: keyIn(last) }) }),
      ...(last !== undefined && isWhole && { remainingItemCount: rest.length - items.length }),
    },
  }
}

/** As many as are wanted, and, where there is more behind, after which one that is, be it selected or not. */
function firstOf(found: readonly StoredObject[], kind: Kind, selects: Selects, limit: number) {
  const items: JsonObject[] = []
  for (const [i, object] of found.entries()) {
    const shown = kind.fromStored(object)
    if (selects(shown)) items.push(shown)
    const isFull = limit > 0 && items.length === limit
    if (isFull && i + 1 < found.length) return { items, last: object }
  }
  return { items, last: undefined }
}

const keyIn = (object: StoredObject): string => keyOf(placeIn(object))

/** Where the next page begins, and of which moment it is. Opaque to whoever passes it on. */
type Token = { readonly version: number; readonly after: string }

const tokenForm = 'meta.k8s.io/v1'

const written = ({ version, after }: Token) =>
  Buffer.from(JSON.stringify({ v: tokenForm, rv: version, start: after })).toString('base64url')

function tokenIn(query: URLSearchParams): Token | undefined {
  const text = query.get('continue')
  if (!text) return undefined
  const version = query.get('resourceVersion')
  if (version && version !== '0') {
    throw badRequest('specifying resource version is not allowed when using continue')
  }
  const { v = '', rv, start } = Object(jsonIn(Buffer.from(text, 'base64url').toString()) ?? {})
  if (v === tokenForm && typeof rv === 'number' && typeof start === 'string') {
    return { version: rv, after: start }
  }
  const why = `server does not recognize this encoded version ${v}`
  throw badRequest(`invalid continue token: continue key is not valid: ${why}`)
}

/** The version that must be answered with, where that may be another than the present one. */
function exactVersion(ground: Ground, query: URLSearchParams): number | undefined {
  const text = query.get('resourceVersion') ?? ''
  const match = query.get('resourceVersionMatch') ?? ''
  if (text === '') return undefined
  if (versionIn(text) === undefined)
    throw badRequest(`invalid resource version: ${notNumber(text)}`)
  const version = checkReached(ground, text)
  return match === 'Exact' || (match === '' && isPaged(query, version)) ? version : undefined
}

const isPaged = (query: URLSearchParams, version: number) =>
  version > 0 && (numberIn(query, 'limit') ?? 0) > 0

/** A version as it was sent, which the store must have reached. */
export function checkReached({ store }: Pick<Ground, 'store'>, text: string): number {
  const version = versionSent(text)
  if (version > store.version()) throw notReached(text, store.version())
  return version
}

/** A version as it was sent; none is 0. */
export function versionSent(text: string): number {
  const version = text === '' ? 0 : versionIn(text)
  if (version === undefined) throw new Refusal({ code: 500, message: notNumber(text) })
  return version
}

const versionIn = (text: string): number | undefined =>
  /^\d+$/.test(text) ? Number(text) : undefined

const notNumber = (text: string) =>
  `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`

function forgotten(isContinued: boolean) {
  return expired(
    isContinued
      ? 'The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.'
      : 'The resourceVersion for the provided list is too old.',
  )
}
