import { problem } from '../../admission/problem.ts'
import { isJsonObject, type JsonObject } from '../../api/json.ts'
import { type Asked, type Outcome, written } from './asked.ts'
import { whyNoObject, yamlIn } from './body.ts'
import { checkPlace, create } from './create.ts'
import { type Ground, liveAt, metadataOf, withoutVersion } from './ground.ts'
import type { WriteOptions } from './options.ts'
import { asRefusal } from './patch.ts'
import { badRequest, conflict, invalidOption, notFound } from './refusal.ts'
import { revise } from './revise.ts'
import type { Route } from './route.ts'
import { understood } from './understood.ts'

/** Server-side apply: what is stated becomes so, what was stated and is no more goes, others' fields stay. */
export function applied(ground: Ground, asked: Asked, options: WriteOptions): Outcome {
  if (!asked.query.get('fieldManager')) throw nobody()
  return appliedObject(ground, asked.route, configIn(asked), options)
}

/** The same of what is an object already, with integers as long as they were written. */
export function appliedObject(
  ground: Ground,
  route: Route,
  config: JsonObject,
  options: WriteOptions,
): Outcome {
  const { kind, namespace, name = '', subresource } = route
  const live = liveAt(ground, route)
  if (live === undefined) checkAbsent(route, config)
  const { manager, isForced: force, isDryRun } = options
  const apply = { live, config, manager, force, nowMs: ground.wall() }
  const merged = ground.accountsOf(kind, subresource).applied(apply)
  if ('refused' in merged) throw asRefusal(merged.refused)
  checkPlace(route, live === undefined ? config : withNameOf(live, config))
  const { object: next, warnings } = understood(kind, named(merged.object, route), options)
  if (live === undefined) {
    const object = create(ground, { kind, namespace, next: withoutVersion(next), isDryRun })
    return written({ kind, object, warnings })
  }
  const at = { namespace, name }
  const object = revise(ground, { kind, at, live, next, subresource, isDryRun })
  return written({ kind, live, object, subresource, warnings })
}

function nobody() {
  const at = { path: ['fieldManager'], field: 'fieldManager' }
  const detail = 'is required for apply patch'
  return invalidOption('PatchOptions', problem(at, 'FieldValueRequired', { detail }))
}

/** JSON is YAML. */
function configIn({ body }: Asked): JsonObject {
  const value = yamlIn(body)
  if (isJsonObject(value)) return value
  if (value === null) return {}
  throw badRequest(`error decoding YAML: ${whyNoObject(body, value)}`)
}

/** The path says what the configuration leaves out. */
function named(object: JsonObject, { name = '', namespace }: Route): JsonObject {
  const place = { name, ...(namespace === undefined ? {} : { namespace }) }
  return { ...object, metadata: { ...metadataOf(object), ...place } }
}

/** What is there has its name, whether it is said again or not. */
const withNameOf = (live: JsonObject, config: JsonObject): JsonObject => ({
  ...config,
  metadata: { name: metadataOf(live)['name'] ?? '', ...metadataOf(config) },
})

function checkAbsent({ kind, name = '', subresource }: Route, config: JsonObject): void {
  const { uid } = metadataOf(config)
  if (subresource !== undefined) throw notFound(kind, name)
  if (!uid) return
  const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`
  throw conflict(kind, name, why)
}
