import type { IncomingMessage, ServerResponse } from 'node:http'
import { ContenderError } from '../../errors.ts'
import { writeFailure } from '../forwarding/answering.ts'
import { forwardedTo } from './forwarded.ts'
import { createHolding, type Holding } from './holding.ts'
import type { OutcomesPorts } from './ports.ts'
import { received } from './receiving.ts'
import { type Answered, writeAnswers } from './writing.ts'

/** Takes outcomes from whoever has receipts, and from siblings. */
export function createOutcomes(ports: OutcomesPorts) {
  const { budget, counted, broke } = ports

  /** Never rejects. */
  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const holding = createHolding(budget)
    try {
      const answered = await taken(message, holding)
      for (const [code, count] of countsOf(answered)) counted(code, count)
      await writeAnswers(response, answered)
    } catch (cause) {
      refuse(message, response, cause)
    } finally {
      holding.end()
    }
  }

  async function taken(message: IncomingMessage, holding: Holding): Promise<Answered> {
    try {
      if (message.method !== 'POST')
        throw new ContenderError('MethodNotAllowed', 'outcomes are sent with POST')
      holding.take(roomOfRequest)
      return await received(message, ports, holding)
    } finally {
      // What still comes is thrown away: there are clients that read nothing before they have sent all.
      message.resume()
    }
  }

  function refuse({ method }: IncomingMessage, response: ServerResponse, cause: unknown): void {
    if (!(cause instanceof ContenderError)) broke(cause)
    counted(writeFailure(response, cause, method === 'POST' ? [] : ['allow', 'POST']), 1)
  }

  return { answer, forwarded: forwardedTo(ports) }
}

/** One outcome, as it comes and as it is read, and what Node keeps for a connection and for unpacking. */
const roomOfRequest = 128 * 1_024

function countsOf({ answers, ended }: Answered): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const answer of ended === undefined ? answers : [...answers, ended]) {
    const code = 'failure' in answer ? answer.failure : answer.result
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return counts
}
