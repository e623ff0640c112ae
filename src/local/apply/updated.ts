import type { JsonObject } from '../../api/json.ts'
import { capped } from './cap.ts'
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
import { difference, isEmpty, union } from './field-set.ts'
import { reconciled } from './reconciled.ts'
import { ownerless, type Subject } from './subject.ts'
import { afterTakeover } from './takeover.ts'
import { misfits } from './typing.ts'

export type Updated = {
  /** The object as it is; absent where it is made. */
  readonly live?: JsonObject | undefined
  /**
   * As it is to be: decoded, with defaults, and with the managedFields that the writer has sent, but
   * before the server sets right what a writer cannot say.
   */
  readonly next: JsonObject
  /** Who writes: see `writerName`. */
  readonly manager: string
  readonly nowMs: number
}

/**
 * The object with the managedFields that it has once it is written by a create, an update or a patch:
 * what is new or different is the writer's, and nobody else's any more.
 */
export function updated(subject: Subject, { live, next, manager, nowMs }: Updated): JsonObject {
  const claims = claimsBefore(subject, live, next)
  const bare = withClaims(next, noClaims)
  if (claims.size === 0 && live !== undefined) return bare
  const writer = writerOf(subject, manager)
  const after = claimsAfter(subject, { claims, live, next: bare, writer, nowMs })
  return after === undefined ? bare : withClaims(bare, capped(after))
}

export const writerOf = ({ apiVersion, subresource }: Subject, manager: string) => ({
  ...{ apiVersion, subresource },
  manager: manager === '' ? 'unknown' : manager,
  operation: 'Update' as const,
})

/**
 * Who owned what. A writer may say so of the object itself, and may have it forgotten; what says nothing,
 * or nothing that can be read, changes nothing.
 */
function claimsBefore(
  { subresource }: Subject,
  live: JsonObject | undefined,
  next: JsonObject,
): Claims {
  const known = live && readClaims(metadataOf(live)['managedFields'])
  if (subresource !== '') return known ?? noClaims
  const { managedFields: sent = null } = metadataOf(next)
  if (isReset(sent)) return noClaims
  const claims = readClaims(sent)
  return claims === undefined || claims.size === 0 ? (known ?? noClaims) : claims
}

/** `[]` and `[{}]`. */
function isReset(managedFields: unknown): boolean {
  if (!Array.isArray(managedFields) || managedFields.length > 1) return false
  const entry: unknown = managedFields[0] ?? {}
  return typeof entry === 'object' && Object.values(entry ?? {}).every(isNothing)
}

const isNothing = (value: unknown) => value === '' || value === null

type Change = {
  readonly claims: Claims
  readonly live: JsonObject | undefined
  /** Without managedFields. */
  readonly next: JsonObject
  readonly writer: Omit<Claim, 'fields' | 'time'>
  readonly nowMs: number
}

/** `undefined` where an object is not as its schema says: then nobody owns anything. */
export function claimsAfter(
  subject: Subject,
  { claims, live, next, writer, nowMs }: Change,
): Claims | undefined {
  const { shape, ignored, blank, apiVersion, kind } = subject
  const before = live === undefined ? { apiVersion, kind, ...blank } : live
  const isOfType = (object: JsonObject) => misfits(object, shape, 'allowed').length === 0
  if (!isOfType(before) || !isOfType(next)) return undefined
  const changes = ignoring(compared(before, next, shape), ignored)
  const known = reconciled(claims, subject)
  const left = afterTakeover(known, changes, '')
  const taken = difference(union(changes.modified, changes.added), ownerless)
  if (isEmpty(taken)) return left
  const id = ownerId(writer)
  const fields = union(taken, left.get(id)?.fields ?? taken)
  return new Map(left).set(id, { ...writer, fields, time: goTime(nowMs) })
}
