import type { Lease } from './lease.ts'

/** A lease as a candidate sees it. */
export type Sighting = {
  readonly lease: Lease
  /** Missing when the object is gone: somebody has deleted it, though its holder may not know yet. */
  readonly version: string | undefined
  /** By the candidate's own clock, when it saw the lease move last. */
  readonly since: number
}

export type Move =
  /** Ask for the lease; it is written only if it still is at `version`. */
  | { readonly kind: 'take'; readonly term: number; readonly version: string | undefined }
  /** Look again when it may be free. */
  | { readonly kind: 'wait'; readonly ms: number }

/**
 * What a candidate does. A lease is free when nobody has ever had it, when its holder let go, when it is
 * our own (we lost it, or the answer that gave it to us was lost), or when it has not moved for as long as
 * it was given out for. No other machine's clock is read: only how long the lease stood still before our
 * own eyes.
 */
export function moveOf(seen: Sighting | undefined, identity: string, now: number): Move {
  if (seen === undefined) return { kind: 'take', term: 1, version: undefined }
  const { lease, version, since } = seen
  const isFree = lease.holder === '' || lease.holder === identity
  const freeAt = isFree ? now : since + lease.durationMs
  if (now < freeAt) return { kind: 'wait', ms: freeAt - now }
  return { kind: 'take', term: lease.term + 1, version }
}

/**
 * What is known after a look. Whatever else is done to the object, a label or an annotation, is no
 * movement of the lease: it would keep a dead holder's alive.
 */
export function sightingOf(
  before: Sighting | undefined,
  found: { readonly lease: Lease; readonly version: string } | undefined,
  now: number,
): Sighting | undefined {
  if (found === undefined) return before && { ...before, version: undefined }
  const hasMoved = before === undefined || !isSame(before.lease, found.lease)
  return { ...found, since: hasMoved ? now : before.since }
}

function isSame(a: Lease, b: Lease): boolean {
  return a.holder === b.holder && a.term === b.term && a.renewedAt === b.renewedAt
}
