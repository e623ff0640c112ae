import { Agent, request } from 'undici'
import { isJsonObject, type Json } from '../../api/json.ts'
import { ContenderError, isFailureCode, saidBy } from '../../errors.ts'
import type { TallyName } from '../../evidence/tally.ts'
import { decoded } from '../../http/coding.ts'
import type { Key } from '../../routing/keys.ts'
import { authorization, contentDigest } from '../../routing/signed-request.ts'
import { mostToldBytes, silenceMs } from './settings.ts'

type Question = {
  /** Of a router's admin port, `host:port`. */
  readonly address: string
  readonly key: Key
  readonly kept: readonly TallyName[]
}

/** What a router answers; whatever stands in the way is an `EvidenceUnavailable`, or a failure that the router has named. */
export type Ask = (question: Question, signal: AbortSignal) => Promise<Json>

/** Over HTTP, signed. Connections are kept: each router is asked again soon. */
export function createAsking(wall: () => number): {
  readonly ask: Ask
  readonly close: () => void
} {
  const agent = new Agent({
    ...{ connect: { timeout: silenceMs }, headersTimeout: silenceMs, bodyTimeout: silenceMs },
    ...{ connections: 1, pipelining: 1, keepAliveTimeout: 30_000 },
  })

  async function ask({ address, key, kept }: Question, signal: AbortSignal): Promise<Json> {
    const body = Buffer.from(JSON.stringify({ kept }))
    const signature = authorization({ method: 'POST', path, body }, key, wall())
    const answer = await request(`http://${address}${path}`, {
      ...{ dispatcher: agent, method: 'POST', body, signal },
      headers: {
        ...{ authorization: signature, 'content-type': 'application/json' },
        'content-digest': contentDigest(body),
        'accept-encoding': 'gzip',
      },
    }).catch((cause) => {
      throw unavailable(`it cannot be asked: ${saidBy(cause)}`)
    })
    const sent = await whole(answer.body)
    const coding = answer.headers['content-encoding']
    const said = typeof coding === 'string' ? await decoded(sent, coding, bounded()) : sent
    const document = documentIn(said)
    if (answer.statusCode === 200) return document
    throw refusalIn(document, answer.statusCode)
  }

  return { ask, close: () => void agent.destroy() }
}

const path = '/v1/tally'

async function whole(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const take = bounded()
  const pieces: Buffer[] = []
  try {
    for await (const piece of body) {
      take(piece.length)
      pieces.push(piece)
    }
  } catch (cause) {
    throw cause instanceof ContenderError ? cause : unavailable(`it broke off: ${saidBy(cause)}`)
  }
  return Buffer.concat(pieces)
}

/** Throws where it gets too much. */
function bounded(): (bytes: number) => void {
  let left = mostToldBytes
  return (bytes) => {
    left -= bytes
    if (left < 0) throw unavailable(`its answer has more than ${mostToldBytes} bytes`)
  }
}

function documentIn(said: Buffer): Json {
  try {
    return JSON.parse(said.toString())
  } catch (cause) {
    throw unavailable(`its answer is no JSON: ${saidBy(cause)}`)
  }
}

function refusalIn(document: Json, status: number): ContenderError {
  const { code, detail } = isJsonObject(document) ? document : {}
  if (typeof code !== 'string' || !isFailureCode(code)) return unavailable(`it answers ${status}`)
  return new ContenderError(code, typeof detail === 'string' ? detail : `it answers ${status}`)
}

const unavailable = (why: string) => new ContenderError('EvidenceUnavailable', why)
