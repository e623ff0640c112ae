import type { ServerResponse } from 'node:http'
import type { Fault, Growing, Kind } from './faults.ts'

type Refusal = {
  readonly code: number
  readonly reason: string
  readonly message: string
  readonly details?: { readonly [field: string]: unknown }
  readonly headers?: { readonly [name: string]: string }
}

export const unauthorized: Refusal = {
  code: 401,
  reason: 'Unauthorized',
  message: 'Unauthorized',
}

/** What API servers say, in their words. */
const refusals: { readonly [kind in Kind]?: Refusal } = {
  unauthorized,
  conflict: {
    code: 409,
    reason: 'Conflict',
    message:
      'Operation cannot be fulfilled: the object has been modified; please apply your changes to the latest version and try again',
  },
  expired: {
    code: 410,
    reason: 'Expired',
    message: 'The resourceVersion for the provided list or watch is too old.',
  },
  broken: {
    code: 500,
    reason: 'InternalError',
    message: 'Internal error occurred: etcdserver: request timed out',
    details: { causes: [{ message: 'etcdserver: request timed out' }] },
  },
}

const busy = (retryAfterS: number): Refusal => ({
  code: 429,
  reason: 'TooManyRequests',
  message: 'Too many requests, please try again later.',
  details: { retryAfterSeconds: retryAfterS },
  headers: { 'retry-after': String(retryAfterS) },
})

/** What a request meets in place of the server; `undefined` if it is to reach it. */
export function insteadOf({ kind, between, retryAfterS }: Fault): Refusal | 'reset' | undefined {
  const name = kind === 'betweenPages' ? between : kind
  if (name === 'resetBefore') return 'reset'
  return name === 'busy' ? busy(retryAfterS) : refusals[name]
}

export function refuse(answer: ServerResponse, refusal: Refusal, seen: Growing): void {
  const body = Buffer.from(JSON.stringify(bodyOf(refusal)))
  answer.writeHead(refusal.code, {
    'content-type': 'application/json',
    'content-length': body.length,
    ...refusal.headers,
  })
  answer.end(body)
  seen.status = refusal.code
  seen.bytes = body.length
}

/** How a server tells a running watch that its version is gone. */
export const expiredLine = `${JSON.stringify({
  type: 'ERROR',
  object: bodyOf({ code: 410, reason: 'Expired', message: 'too old resource version: 1 (2)' }),
})}\n`

function bodyOf({ code, reason, message, details }: Refusal) {
  const status = { status: 'Failure', message, reason, ...(details && { details }), code }
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, ...status }
}
