import { isJsonObject, type JsonObject } from '../../api/json.ts'
import type { Subresource } from '../kinds/kind.ts'
import { applied } from './apply.ts'
import { type Asked, type Outcome, written } from './asked.ts'
import { bind } from './binding.ts'
import { jsonIn, objectIn } from './body.ts'
import { checkPlace, create } from './create.ts'
import { goneStatus, remove } from './delete.ts'
import { deleteOptionsIn } from './delete-options.ts'
import { finalize } from './finalize.ts'
import { type Ground, keyOf, liveAt, metadataOf, withoutVersion } from './ground.ts'
import { checkReached, list } from './list.ts'
import { writeOptionsIn } from './options.ts'
import { apply, checkedType, patched } from './patch.ts'
import { badRequest, notAllowed, notFound, unmet } from './refusal.ts'
import { revise } from './revise.ts'
import { scaled, showScale } from './scaling.ts'
import { understood } from './understood.ts'

type Verb = (ground: Ground, asked: Asked) => Outcome

/** What each method does to a collection, to an object, and to the parts of one. */
const verbs: {
  readonly [part in 'collection' | 'object' | Subresource]: { readonly [method: string]: Verb }
} = {
  collection: { GET: listed, POST: created, DELETE: allRemoved },
  object: { GET: got, PUT: replaced, PATCH: changed, DELETE: removed },
  status: { GET: got, PUT: replaced, PATCH: changed },
  scale: { GET: showScale, PUT: scaled, PATCH: scaled },
  binding: { POST: bind },
  finalize: { PUT: finalize },
  log: {},
}

/** Obeys a request, at once and as a whole; whatever is wrong with it is thrown as a `Refusal`. */
export function obey(ground: Ground, asked: Asked): Outcome {
  const { name, subresource } = asked.route
  const part = subresource ?? (name === undefined ? 'collection' : 'object')
  const verb = Object.hasOwn(verbs[part], asked.method) ? verbs[part][asked.method] : undefined
  if (verb === undefined) throw notAllowed()
  return verb(ground, asked)
}

function listed(ground: Ground, { route: { kind, namespace }, query }: Asked): Outcome {
  return { kind, ...list(ground, kind, namespace, query) }
}

function got(ground: Ground, { route, query }: Asked): Outcome {
  checkReached(ground, query.get('resourceVersion') ?? '')
  const object = liveAt(ground, route)
  if (object === undefined) throw notFound(route.kind, route.name ?? '')
  return { status: 200, object, kind: route.kind }
}

function created(ground: Ground, asked: Asked): Outcome {
  const { route, method, query } = asked
  const { kind, namespace } = route
  if (kind.isNamespaced && namespace === undefined) throw notAllowed()
  const options = writeOptionsIn(method, query, asked)
  const sent = objectIn(kind, asked.body, asked.contentType)
  const { object: next, warnings } = understood(kind, sent, options)
  checkPlace(route, next)
  const { isDryRun, manager } = options
  const object = create(ground, { kind, namespace, next, isDryRun, manager })
  return written({ kind, object, warnings })
}

function replaced(ground: Ground, asked: Asked): Outcome {
  const { route, method, query } = asked
  const { kind, namespace, name = '', subresource } = route
  const options = writeOptionsIn(method, query, asked)
  const sent = objectIn(kind, asked.body, asked.contentType)
  const { object: next, warnings } = understood(kind, sent, options)
  checkPlace(route, next)
  const live = liveAt(ground, route)
  const { isDryRun, manager } = options
  if (live === undefined) {
    if (!kind.isMadeByUpdate || subresource !== undefined) throw notFound(kind, name)
    const made = { kind, namespace, next: withoutVersion(next), isDryRun, manager }
    return written({ kind, object: create(ground, made), warnings })
  }
  checkUid(asked, live, next)
  const at = { namespace, name }
  const object = revise(ground, { kind, at, live, next, subresource, isDryRun, manager })
  return written({ kind, live, object, subresource, warnings })
}

function changed(ground: Ground, asked: Asked): Outcome {
  const { route, method, query, contentType } = asked
  const { kind, namespace, name = '', subresource } = route
  const options = writeOptionsIn(method, query, asked)
  if (checkedType(kind, contentType) === apply) return applied(ground, asked, options)
  const live = liveAt(ground, route)
  if (live === undefined) throw notFound(kind, name)
  const { object: next, warnings } = patched(kind, live, asked, options)
  checkPlace(route, next)
  const { isDryRun, manager } = options
  const at = { namespace, name }
  const object = revise(ground, { kind, at, live, next, subresource, isDryRun, manager })
  return written({ kind, live, object, subresource, warnings })
}

function removed(ground: Ground, asked: Asked): Outcome {
  const { kind, namespace, name = '' } = asked.route
  const { object, isGone } = remove(ground, kind, { namespace, name }, deletionIn(asked))
  if (!isGone || kind.isShownWhenGone === true) return { status: 200, object, kind }
  return { status: 200, object: goneStatus(kind, object) }
}

function allRemoved(ground: Ground, asked: Asked): Outcome {
  const { kind, namespace } = asked.route
  if (namespace === undefined) throw notAllowed()
  const options = deletionIn(asked)
  const { items, metadata } = list(ground, kind, namespace, asked.query)
  for (const object of items) {
    remove(ground, kind, { namespace, name: String(metadataOf(object)['name']) }, options)
  }
  return { kind, items, metadata }
}

/** A deletion may come without a body. */
function deletionIn({ query, body }: Asked) {
  const value = body === '' ? {} : jsonIn(body)
  if (value === undefined) {
    throw badRequest("couldn't get version/kind; json parse error: unexpected end of JSON input")
  }
  return deleteOptionsIn(query, isJsonObject(value) ? value : {})
}

/** Whoever replaces an object may say which one he means. */
function checkUid({ route }: Asked, live: JsonObject, next: JsonObject): void {
  const [sent, had] = [metadataOf(next)['uid'], metadataOf(live)['uid']]
  if (sent === undefined || sent === had) return
  const { kind, namespace, name = '' } = route
  throw unmet(kind, keyOf({ namespace, name }), 'UID', { sent: `${sent}`, had: `${had}` })
}
