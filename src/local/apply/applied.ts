import { isDeepStrictEqual } from 'node:util'
import { isJsonObject, type JsonObject } from '../../api/json.ts'
import { badRequest, failure, type Refusal } from '../patch/refusal.ts'
import {
  type Claim,
  type Claims,
  goTime,
  metadataOf,
  noClaims,
  ownerId,
  readClaims,
  withClaims,
} from './claims.ts'
import { compared, ignoring } from './comparison.ts'
import { conflictRefusal } from './conflicts.ts'
import { difference, isEmpty, without } from './field-set.ts'
import { unexcused, withLastApplied } from './last-applied.ts'
import { merged } from './merging.ts'
import { pruned } from './pruned.ts'
import { reconciled } from './reconciled.ts'
import { stated } from './stated.ts'
import { ownerless, type Subject } from './subject.ts'
import { afterTakeover, type Conflict, conflictsIn } from './takeover.ts'
import { type Misfit, misfits, printMisfits } from './typing.ts'
import { claimsAfter, writerOf } from './updated.ts'

export type Apply = {
  /** The object as it is; absent where the apply makes it. */
  readonly live?: JsonObject | undefined
  /** What is applied, as it was sent. */
  readonly config: JsonObject
  readonly manager: string
  /** Whether fields are taken from others who own them. */
  readonly force: boolean
  readonly nowMs: number
}

export type Applied = { readonly object: JsonObject } | { readonly refused: Refusal }

type Conflicted = Applied | { readonly conflicts: readonly Conflict[] }

/**
 * The object with what is applied merged into it, with what is applied no more taken out, and with its
 * managedFields: still to be decoded and filled with defaults, like an object that was sent. Absent parts
 * may have become `null`.
 */
function appliedWithConflicts(subject: Subject, apply: Apply): Conflicted {
  const refused = refusalOf(subject, apply)
  if (refused) return { refused }
  const claims = claimsBefore(subject, apply)
  if (claims === undefined) return { refused: failure('failed to decode managed fields') }
  return mergedWith(subject, apply, claims)
}

function refusalOf(
  { shape, apiVersion, kind }: Subject,
  { live, config }: Apply,
): Refusal | undefined {
  if (config['apiVersion'] !== apiVersion || config['kind'] !== kind) {
    return badRequest(`invalid object type: ${printKind(config)}`)
  }
  if ((metadataOf(config)['managedFields'] ?? null) !== null) {
    return badRequest('metadata.managedFields must be nil')
  }
  const inConfig = misfits(config, shape, 'refused')
  if (inConfig.length > 0) return untyped('patch', config, inConfig)
  const inLive = live ? misfits(live, shape, 'allowed') : []
  return live === undefined || inLive.length === 0 ? undefined : untyped('live', live, inLive)
}

const untyped = (what: string, object: JsonObject, found: readonly Misfit[]) =>
  failure(`failed to create typed ${what} object (${named(object)}): ${printMisfits(found)}`)

function named(object: JsonObject): string {
  const { name = '', namespace = '' } = metadataOf(object)
  return `${namespace}/${name}; ${printKind(object)}`
}

/** `apps/v1, Kind=Deployment`, and `/v1, Kind=ConfigMap`. */
function printKind({ apiVersion = '', kind = '' }: JsonObject): string {
  const version = String(apiVersion)
  return `${version.includes('/') ? version : `/${version}`}, Kind=${kind}`
}

/** What nobody is known to own belongs to whoever was there before the first apply. */
function claimsBefore(subject: Subject, { live, nowMs }: Apply): Claims | undefined {
  if (live === undefined) return noClaims
  const claims = readClaims(metadataOf(live)['managedFields'])
  if (claims === undefined || claims.size > 0) return claims
  const writer = writerOf(subject, 'before-first-apply')
  return claimsAfter(subject, {
    claims,
    live: undefined,
    next: withClaims(live, noClaims),
    writer,
    nowMs,
  })
}

function mergedWith(
  subject: Subject,
  { live, config, manager, force, nowMs }: Apply,
  all: Claims,
): Conflicted {
  const { shape, ignored, apiVersion, kind, blank } = subject
  const before = live ?? { apiVersion, kind, ...blank }
  const owner = { ...writerOf(subject, manager), operation: 'Apply' as const }
  const id = ownerId(owner)
  const known = reconciled(all, subject)
  const last = known.get(id)
  const fields = without(stated(config, shape), ignored)
  const claims: Claims = new Map(known).set(id, { ...owner, fields, time: last?.time })
  const whole = merged(before, config, shape) ?? {}
  const next =
    last && !isEmpty(last.fields) ? pruned(whole, { last: last.fields, claims, shape }) : whole
  const changes = ignoring(compared(before, next, shape), ignored)
  const conflicts = conflictsIn(claims, changes, id)
  if (conflicts.length > 0 && !force) return { conflicts }
  const isSame = isDeepStrictEqual(before, next)
  const time = isSame ? last?.time : goTime(nowMs)
  const after = settled(afterTakeover(claims, changes, id), id, time)
  const object = isSame ? before : isJsonObject(next) ? next : {}
  return { object: withClaims(object, after) }
}

/** The applier's claim, without what has no owner. */
function settled(claims: Claims, id: string, time: string | undefined): Claims {
  const claim: Claim | undefined = claims.get(id)
  if (claim === undefined) return claims
  const fields = difference(claim.fields, ownerless)
  const others = [...claims].filter(([other]) => other !== id)
  return new Map(isEmpty(fields) ? others : [...others, [id, { ...claim, fields, time }] as const])
}

/** Conflicts that kubectl has with its own past are none. */
export function applied(subject: Subject, apply: Apply): Applied {
  const { live, config, manager } = apply
  const result = appliedWithConflicts(subject, apply)
  if ('refused' in result) return result
  if ('object' in result) return { object: withLastApplied(result.object, config, manager) }
  const conflicts = unexcused(result.conflicts, manager, live, subject)
  if (conflicts.length > 0) return { refused: conflictRefusal(conflicts) }
  return applied(subject, { ...apply, force: true })
}
