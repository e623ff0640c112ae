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
export function authorization(request: SignedRequest, { id, admin }: Key, nowMs: number): string {
  return `Contender key=${id}, at=${nowMs}, mac=${macOf(request, admin, nowMs).toString('hex')}`
}

/** Throws `Unauthorized` where a request doesn't bear the signature of one of the keys, or bears an old one. */
export function requireSigned(
  request: SignedRequest,
  authorization: string | undefined,
  keys: Keys,
  nowMs: number,
): void {
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
    throw unauthorized(
      `it was signed ${Math.round((nowMs - atMs) / 1000)} s ago: look at the clocks`,
    )
  }
}

const pattern = /^Contender key=([a-z0-9-]{1,16}), at=(\d{1,15}), mac=([0-9a-f]{64})$/

function macOf({ method, path, body }: SignedRequest, key: Uint8Array, atMs: number): Buffer {
  const text = [method, path, `${atMs}`, hash('sha256', body)].join('\n')
  return createHmac('sha256', key).update(text).digest()
}

const unauthorized = (why: string) => new ContenderError('Unauthorized', why)
