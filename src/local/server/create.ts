import type { JsonObject } from '../../api/json.ts'
import type { Kind } from '../kinds/kind.ts'
import type { StoredObject } from '../store/store.ts'
import {
  type Ground,
  inOrder,
  keyOf,
  managedFieldsOf,
  metadataOf,
  namespaceKind,
  timeOf,
} from './ground.ts'
import {
  alreadyExists,
  badRequest,
  ending,
  groupOf,
  invalid,
  notFound,
  Refusal,
} from './refusal.ts'
import type { Route } from './route.ts'

export type Creation = {
  readonly kind: Kind
  readonly namespace?: string | undefined
  readonly next: JsonObject
  readonly isDryRun: boolean
  /** Who makes it; absent where `next` says already who has set what. */
  readonly manager?: string
}

/** A new object: what only the server says of it is added, and what is wrong with it is said. */
export function create(ground: Ground, creation: Creation): JsonObject {
  const { kind, namespace, isDryRun } = creation
  if (namespace !== undefined) checkNamespace(ground, kind, namespace, creation.next)
  const born = withNewMetadata(ground, creation)
  const managedFields = managedFieldsOf(ground, creation, born)
  const prepared = kind.prepare.create(born)
  const metadata = {
    ...metadataOf(prepared),
    ...(managedFields !== undefined && { managedFields }),
  }
  const object = { ...prepared, metadata }
  const name = String(metadataOf(object)['name'] ?? '')
  const problems = kind.validate(object)
  if (problems.length > 0) throw invalid(typeOf(kind, object), name, problems)
  const key = keyOf({ namespace, name })
  const taken = ground.store.get(kind.storedAs, key)
  if (taken) throw alreadyExists(kind, name, taken.metadata['deletionTimestamp'] !== undefined)
  if (isDryRun) return object
  const stored = kind.toStored(inOrder(object)) as StoredObject
  return kind.fromStored(ground.store.put(kind.storedAs, key, stored))
}

/** A refusal names the kind that the object claims to be. */
const typeOf = (served: Kind, object: JsonObject) => ({
  group: groupOf(served),
  kind: String(object['kind'] ?? served.kind),
})

function withNewMetadata(ground: Ground, { namespace, next }: Creation): JsonObject {
  const { resourceVersion, selfLink: _, deletionTimestamp: __, ...sent } = metadataOf(next)
  const { deletionGracePeriodSeconds: ___, namespace: ____, ...rest } = sent
  if (resourceVersion !== undefined && resourceVersion !== '0') {
    const message = 'resourceVersion should not be set on objects to be created'
    throw new Refusal({ code: 500, message })
  }
  const name = rest['name'] ?? generatedName(String(rest['generateName'] ?? ''), ground.chance)
  const metadata = {
    ...rest,
    ...(name === '' ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
    uid: ground.newUid(),
    creationTimestamp: timeOf(ground.wall()),
  }
  return { ...next, metadata }
}

/** Five letters that spell no word, after as much of the prefix as fits. */
function generatedName(prefix: string, chance: () => number): string {
  if (prefix === '') return ''
  const letters = 'bcdfghjklmnpqrstvwxz2456789'
  const five = Array.from({ length: 5 }, () => letters[Math.floor(chance() * letters.length)])
  return prefix.slice(0, 58) + five.join('')
}

/** The body may say where it belongs, and must then agree with the path. */
export function checkPlace({ kind, namespace, name }: Route, object: JsonObject): void {
  const said = metadataOf(object)
  if (kind.isNamespaced && said['namespace'] !== undefined && said['namespace'] !== namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    )
  }
  if (name === undefined) return
  if (!said['name']) {
    throw badRequest(
      `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    )
  }
  if (said['name'] !== name) {
    throw badRequest(
      `the name of the object (${said['name']}) does not match the name on the URL (${name})`,
    )
  }
}

/** Nothing is made in a namespace that is not there, or not for long. */
export function checkNamespace(
  ground: Ground,
  kind: Kind,
  namespace: string,
  next: JsonObject,
): void {
  const namespaces = namespaceKind(ground.kinds)
  const found = namespaces && ground.store.get(namespaces.storedAs, namespace)
  if (namespaces !== undefined && found === undefined) throw notFound(namespaces, namespace)
  if (found?.metadata['deletionTimestamp'] === undefined) return
  throw ending(kind, String(metadataOf(next)['name'] ?? ''), namespace)
}
