import { Agent, request } from 'undici'
import { ContenderError, type FailureCode, isFailureCode, saidBy } from '../../errors.ts'
import type { Key } from '../../routing/keys.ts'
import { authorization, contentDigest } from '../../routing/signed-request.ts'

/** A plan as it is sent. */
export type Parcel = { readonly body: Uint8Array; readonly key: Key }

/** It obeys, and lacks these keys; or why it does not. */
export type Answered =
  | { readonly missingKeys: readonly string[] }
  | { readonly code: FailureCode; readonly detail: string }

/** Never rejects, but for the reason of its signal. */
export type Send = (address: string, parcel: Parcel, signal: AbortSignal) => Promise<Answered>

/** Hands plans to routers, over connections that are kept for a moment: two to each, as one may be lost in the middle of an answer. */
export function createWire(wall: () => number): {
  readonly send: Send
  readonly close: () => Promise<void>
} {
  const dispatcher = new Agent({
    ...{ connections: 2, keepAliveTimeout: 10_000, connect: { timeout: patienceMs } },
    ...{ headersTimeout: patienceMs, bodyTimeout: patienceMs },
  })

  const send: Send = async (address, { body, key }, signal) => {
    try {
      const answer = await request(`http://${address}${path}`, {
        ...{ dispatcher, method, body, signal },
        headers: {
          authorization: authorization({ method, path, body }, key, wall()),
          'content-digest': contentDigest(body),
          'content-type': 'application/json',
        },
      })
      return meaning(answer.statusCode, await beginningOf(answer.body))
    } catch (cause) {
      signal.throwIfAborted()
      return unreachable(cause)
    }
  }

  return { send, close: () => dispatcher.destroy() }
}

const [method, path] = ['PUT', '/v1/plan'] as const

/** Longer than anybody here waits: whoever sends says when it is too late. */
const patienceMs = 5_000

/** Why nothing has come back. */
export const unreachable = (cause: unknown): Answered => ({
  code: 'RouterUnreachable',
  detail: saidBy(cause),
})

function meaning(status: number, text: string): Answered {
  const { missingKeys, code, detail } = objectIn(text)
  if (status === 200 && areTexts(missingKeys)) return { missingKeys }
  if (typeof code !== 'string' || !isFailureCode(code))
    return unreachable(`it answers ${status}, and not as a router does`)
  return { code, detail: typeof detail === 'string' ? detail : code }
}

function objectIn(text: string): { readonly [field: string]: unknown } {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

const areTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')

async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > mostBytes) throw new ContenderError('BodyTooLarge', 'its answer has no end')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

/** A router names sixteen keys at most, or says what is wrong. */
const mostBytes = 64 * 1024
