import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import type { FieldSchema } from '../kinds/field-schema.ts'
import type { Accounts } from './accounts.ts'
import { applied } from './applied.ts'
import {
  type Claim,
  type Claims,
  metadataOf,
  noClaims,
  ownerId,
  readClaims,
  withClaims,
  writeClaims,
} from './claims.ts'
import { difference, hasPath, isEmpty, setOf } from './field-set.ts'
import { fieldStep } from './steps.ts'
import { type SubjectOf, subjectOf } from './subject.ts'
import { updated } from './updated.ts'

const apiVersion = 'autoscaling/v1'

const schema: FieldSchema = {
  type: 'object',
  properties: {
    spec: { type: 'object', properties: { replicas: { type: 'integer' } } },
    status: {
      type: 'object',
      properties: { replicas: { type: 'integer' }, selector: { type: 'string' } },
    },
  },
}

const path = ['spec', 'replicas'].map(fieldStep)
const replicasAlone = setOf(path)

/**
 * Keeps account of who scales objects of a kind, in their own managedFields. For that moment whoever owns
 * `spec.replicas` owns it of a `Scale`, in a version of its own. The server forgets times on that way, and
 * whoever updated the object loses the field even where nothing is scaled: so it is here.
 */
export function createScaleAccounts({ apiVersion: parents }: SubjectOf): Accounts {
  const blank = { metadata: {}, spec: {}, status: {} }
  const of = { apiVersion, kind: 'Scale', schema, blank, ignored: [], subresource: 'scale' }
  const subject = subjectOf(of)

  /** The object with as many replicas as a `Scale` says, and the owners that follow from it. */
  function scaled(live: JsonObject, object: JsonObject, scale: JsonObject): JsonObject {
    const before = claimsIn(live)
    return withClaims(object, inParent(before, claimsIn(scale), parents))
  }

  return {
    updated: ({ live = {}, next, ...rest }) => {
      const before = asScale(live, inScale(claimsIn(live)))
      const scale = updated(subject, { ...rest, live: before, next: asScale(next, noClaims) })
      return scaled(live, next, scale)
    },
    applied: ({ live = {}, ...rest }) => {
      const before = asScale(live, inScale(claimsIn(live)))
      const result = applied(subject, { ...rest, live: before })
      if ('refused' in result) return result
      return { object: scaled(live, withReplicas(live, result.object), result.object) }
    },
  }
}

const claimsIn = (object: JsonObject): Claims =>
  readClaims(metadataOf(object)['managedFields']) ?? noClaims

/** Go writes no `replicas` where there are none. */
function asScale(object: JsonObject, claims: Claims): JsonObject {
  const replicas = specOf(object)['replicas'] ?? 0
  const { name = '', namespace = '', uid = '' } = metadataOf(object)
  return {
    ...{ apiVersion, kind: 'Scale' },
    metadata: { name, namespace, uid, managedFields: writeClaims(claims) },
    spec: replicas === 0 ? {} : { replicas },
  }
}

function specOf({ spec = null }: JsonObject): JsonObject {
  return isJsonObject(spec) ? spec : {}
}

function withReplicas(object: JsonObject, scale: JsonObject): JsonObject {
  const replicas: Json = specOf(scale)['replicas'] ?? 0
  const { resourceVersion } = metadataOf(scale)
  const version = resourceVersion === undefined ? {} : { resourceVersion }
  return {
    ...object,
    metadata: { ...metadataOf(object), ...version },
    spec: { ...specOf(object), replicas },
  }
}

function inScale(claims: Claims): Claims {
  const owners = [...claims.values()].filter(({ fields }) => hasPath(fields, path))
  const moved = owners.map((claim) => ({ ...claim, apiVersion, fields: replicasAlone }))
  return byOwner(moved)
}

const byOwner = (claims: readonly Claim[]): Claims =>
  new Map(claims.map((claim) => [ownerId(claim), claim]))

/** Claims of the object that are there for its replicas alone go, unless a `Scale` has them by that id. */
function inParent(parent: Claims, scale: Claims, version: string): Claims {
  const kept = [...parent].flatMap(([id, claim]) => {
    if (!hasPath(claim.fields, path) || scale.has(id)) return [[id, claim] as const]
    const fields = difference(claim.fields, replicasAlone)
    return isEmpty(fields) ? [] : [[id, { ...claim, fields }] as const]
  })
  const left = new Map(kept)
  const added = [...scale]
    .filter(([id, { fields }]) => !left.has(id) && hasPath(fields, path))
    .map(
      ([id, claim]) =>
        [id, { ...claim, apiVersion: version, fields: replicasAlone, time: undefined }] as const,
    )
  return new Map([...left, ...added])
}
