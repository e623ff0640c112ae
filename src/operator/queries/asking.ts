import { Agent, request } from 'undici'
import type { Json } from '../../api/json.ts'
import type { QueryAnswer } from '../../plan/observation.ts'
import { addressOf } from './address.ts'
import { failureIn, readAnswer } from './reading.ts'

/** Asks once. It never rejects: whatever goes wrong is an answer that is not known. */
export type AskQuery = (
  query: { readonly address: string; readonly query: string },
  signal: AbortSignal,
) => Promise<QueryAnswer>

/** Asks over HTTP, waits `timeoutMs` for the whole answer, reads so many bytes of it, and is led nowhere else. */
export function createAsking(timeoutMs = 5000): {
  readonly ask: AskQuery
  readonly close: () => Promise<void>
} {
  const dispatcher = new Agent({ connect: { timeout: timeoutMs }, keepAliveTimeout: 30_000 })

  async function ask({ address, query }: Parameters<AskQuery>[0], stop: AbortSignal) {
    const asked = addressOf(address, query)
    if ('unknown' in asked) return asked
    const late = AbortSignal.timeout(timeoutMs)
    try {
      return await answered(asked.url, { dispatcher, signal: AbortSignal.any([stop, late]) })
    } catch {
      // Which of its causes it was is its own log's affair: the message may repeat what somebody else has said.
      return {
        unknown: late.aborted ? `it took longer than ${timeoutMs / 1000} s` : 'it did not answer',
      }
    }
  }

  return { ask, close: () => dispatcher.destroy() }
}

type Ways = { readonly dispatcher: Agent; readonly signal: AbortSignal }

async function answered(url: string, ways: Ways): Promise<QueryAnswer> {
  const { statusCode, body } = await request(url, {
    ...ways,
    headers: { accept: 'application/json' },
  })
  const text = await whole(body)
  if (statusCode >= 300 && statusCode < 400)
    return { unknown: `it answered ${statusCode}, and nobody is led elsewhere` }
  if (text === undefined) return { unknown: `its answer is longer than ${mostBytes / 2 ** 10} KiB` }
  const document = parsed(text)
  if (statusCode === 200) return readAnswer(document)
  return failureIn(document) ?? { unknown: `it answered ${statusCode}` }
}

/** One value with its labels has room in it. */
const mostBytes = 256 * 2 ** 10

async function whole(body: AsyncIterable<Buffer>): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > mostBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
