import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import { ContenderError } from '../errors.ts'
import type { Key, Keys } from './keys.ts'

/** What is asked of a router's admin port, as far as a signature covers it. */
export type SignedRequest = {
  readonly method: string
  readonly path: string
  readonly body: Uint8Array
}

/** Clocks of two nodes may differ by so much; what is older was perhaps overheard. */
const toleranceMs = 60_000

/** The `Authorization` of a request: who has the key has sent it, with this body, about now. */
export function authorization(
  { method, path, body }: SignedRequest,
  { id, admin }: Key,
  nowMs: number,
): string {
  const mac = macOf({ method, path, digest: hash('sha256', body) }, admin, nowMs)
  return `Contender key=${id}, at=${nowMs}, mac=${mac.toString('hex')}`
}

/** The `Content-Digest` (RFC 9530) that a signed body comes with: what its signature is of, before there is a body. */
export const contentDigest = (body: Uint8Array): string =>
  `sha-256=:${hash('sha256', body, 'base64')}:`

/** Throws `Unauthorized` where a request doesn't bear the signature of one of the keys, or bears an old one. */
export function requireSigned(
  { method, path, body }: SignedRequest,
  authorization: string | undefined,
  keys: Keys,
  nowMs: number,
): void {
  const digest = hash('sha256', body)
  requireSignedDigest({ method, path, digest }, authorization, keys, nowMs)
}

/** As a request is announced by its head: its digest, in hexadecimal, is still to be compared with its body. */
type Announced = Pick<SignedRequest, 'method' | 'path'> & { readonly digest: string }

/** The same before there is a body; the key that has signed it. */
export function requireSignedDigest(
  request: Announced,
  authorization: string | undefined,
  keys: Keys,
  nowMs: number,
): Key {
  if (authorization === undefined) throw unauthorized('the request has no Authorization')
  const [, id = '', at = '', mac = ''] = pattern.exec(authorization) ?? []
  if (mac === '') {
    throw unauthorized('Authorization is «Contender key=ID, at=MILLISECONDS, mac=HEXADECIMAL»')
  }
  const key = keys.get(id)
  if (key === undefined) throw unauthorized(`the key ${id} is not honoured here`)
  const atMs = Number(at)
  if (!timingSafeEqual(macOf(request, key.admin, atMs), Buffer.from(mac, 'hex'))) {
    throw unauthorized('the signature is not that of method, path, time and body')
  }
  if (Math.abs(nowMs - atMs) > toleranceMs) {
    const agoS = Math.round((nowMs - atMs) / 1000)
    const when = agoS < 0 ? `${-agoS} s from now` : `${agoS} s ago`
    throw unauthorized(`it was signed ${when}: look at the clocks, which count milliseconds`)
  }
  return key
}

const pattern = /^Contender key=([a-z0-9-]{1,16}), at=(\d{1,15}), mac=([0-9a-f]{64})$/

function macOf({ method, path, digest }: Announced, key: Uint8Array, atMs: number): Buffer {
  const text = [method, path, `${atMs}`, digest].join('\n')
  return createHmac('sha256', key).update(text).digest()
}

const unauthorized = (why: string) => new ContenderError('Unauthorized', why)
