import type { Lease } from './lease.ts'

/** A lease as a candidate sees it. `since`: by the candidate's own clock, when it saw this version first. */
export type Sighting = {
  readonly lease: Lease
  readonly version: string
  readonly since: number
}

export type Move =
  /** Ask for the lease; it is written only if it still is at `version`. */
  | { readonly kind: 'take'; readonly term: number; readonly version: string | undefined }
  /** Look again when it may be free. */
  | { readonly kind: 'wait'; readonly ms: number }

/**
 * What a candidate does. A lease is free when there is none, when its holder let go, when it is our own
 * (we lost it, or the answer that gave it to us was lost), or when it has not moved for as long as it was given out for.
 * No other machine's clock is read: only how long the lease stood still before our own eyes.
 */
export function moveOf(seen: Sighting | undefined, identity: string, now: number): Move {
  if (seen === undefined) return { kind: 'take', term: 1, version: undefined }
  const { lease, version, since } = seen
  if (lease.holder === identity) return { kind: 'take', term: lease.term + 1, version }
  const freeAt = lease.holder === '' ? now : since + lease.durationMs
  if (now < freeAt) return { kind: 'wait', ms: freeAt - now }
  return { kind: 'take', term: lease.term + 1, version }
}
