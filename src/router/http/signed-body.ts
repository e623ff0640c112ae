import { hash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isNestedDeeper, type Json } from '../../api/json.ts'
import { ContenderError, type FailureCode, saidBy } from '../../errors.ts'
import { sentBytes } from '../../http/body.ts'
import type { Budget } from '../../http/budget.ts'
import { decoded } from '../../http/coding.ts'
import type { Key, Keys } from '../../routing/keys.ts'
import { requireSignedDigest } from '../../routing/signed-request.ts'

type Limits = {
  readonly keys: Keys
  readonly nowMs: number
  /** As it is sent, and unpacked. */
  readonly mostBytes: number
  /** Of all that are read at a time. */
  readonly budget: Budget
  /** What a body is called that is no JSON. */
  readonly invalid?: FailureCode
}

export type SignedBody = {
  readonly document: Json
  /** Who has sent it has this one: what is answered is signed with it. */
  readonly key: Key
  readonly authorization: string
}

/**
 * The JSON of a signed request. Its `Content-Digest` (RFC 9530) says what the signature is of, so that not one
 * byte is read from whoever has no key; a body that isn't what was announced is refused before it is unpacked.
 */
export async function signedBody(message: IncomingMessage, limits: Limits): Promise<SignedBody> {
  const { headers, method = '', url: path = '' } = message
  const { keys, nowMs, mostBytes, budget, invalid = 'RequestInvalid' } = limits
  const digest = digestIn(headers['content-digest'])
  const { authorization = '' } = headers
  const key = requireSignedDigest({ method, path, digest }, authorization, keys, nowMs)
  let held = 0
  const take = (bytes: number) => {
    budget.take(bytes)
    held += bytes
  }
  try {
    const sent = await sentBytes(message, mostBytes, take)
    if (hash('sha256', sent) !== digest)
      throw new ContenderError('Unauthorized', 'the body is not what Content-Digest says')
    const whole = await unpacked(sent, headers['content-encoding'], { mostBytes, take })
    return { document: jsonIn(whole, invalid), key, authorization }
  } finally {
    budget.give(held)
  }
}

function digestIn(header: string | string[] | undefined): string {
  const [, base64] = /^sha-256=:([A-Za-z0-9+/]{43}=):$/.exec(`${header}`) ?? []
  if (base64 !== undefined) return Buffer.from(base64, 'base64').toString('hex')
  const what = header === undefined ? 'the request has no Content-Digest: ' : 'Content-Digest is '
  throw new ContenderError('Unauthorized', `${what}«sha-256=:BASE64:»`)
}

async function unpacked(
  sent: Buffer,
  coding: string | undefined,
  { mostBytes, take }: { readonly mostBytes: number; readonly take: (bytes: number) => void },
): Promise<Buffer> {
  if (coding === undefined) return sent
  let length = 0
  return decoded(sent, coding, (more) => {
    length += more
    if (length > mostBytes)
      throw new ContenderError('BodyTooLarge', `it has more than ${mostBytes}`)
    take(more)
  })
}

function jsonIn(body: Buffer, invalid: FailureCode): Json {
  const document = parsed(body, invalid)
  if (isNestedDeeper(document, mostDeep))
    throw new ContenderError(invalid, `it is nested more than ${mostDeep} times`)
  return document
}

function parsed(body: Buffer, invalid: FailureCode): Json {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (cause) {
    throw new ContenderError(invalid, `it is no JSON: ${saidBy(cause)}`, { cause })
  }
}

/** Outcomes are the deepest: 32, and what is around them. What is deeper than the stack could be kept, and not written down. */
const mostDeep = 64
