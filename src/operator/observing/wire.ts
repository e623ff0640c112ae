import { get as request } from 'node:http'
import { saidBy } from '../../errors.ts'
import type { Clock } from '../../reconciler/clock.ts'
import { within } from '../../reconciler/within.ts'

/** What came of a request: an answer, whatever its status, or why there was none. */
export type Answer =
  | { readonly status: number; readonly document: unknown }
  | { readonly failed: string }

export type Get = (url: string, signal: AbortSignal) => Promise<Answer>

const patienceMs = 2_000
/** What a server says of itself is short. */
const mostBytes = 256 * 1024

/**
 * Asks a pod or a Service. Nobody sends us elsewhere (no redirection is followed), and nobody keeps us waiting: who says nothing in two seconds has not
 * answered.
 */
export function createGet(clock: Clock): Get {
  return async function get(url, signal) {
    try {
      return await within(patienceMs, clock, (late) => answer(url, late), signal)
    } catch (cause) {
      signal.throwIfAborted()
      return { failed: saidBy(cause) }
    }
  }
}

/** Over a connection of its own, to any port: `fetch` refuses some. */
function answer(url: string, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent: false, signal }, (response) => {
      const { statusCode: status = 0 } = response
      beginningOf(response).then((text) => resolve({ status, document: parsed(text) }), reject)
    })
    asked.on('error', reject)
  })
}

async function beginningOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.length
    if (bytes > mostBytes) break // what follows is let go of
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
