import type { Answer } from '../../evidence/counting/answer.ts'
import type { Own } from './exchange.ts'

/**
 * What counts of how a variant has done by itself. Who was not asked, or did not answer in time, was not fast; a failure
 * that came has taken as long as it took.
 */
export function answerOf({ failure, tookMs }: Pick<Own, 'failure' | 'tookMs'>): Answer {
  const hasCome = failure === undefined || failure === 'ServerError' || failure === 'Refused'
  return {
    failed: failure !== undefined,
    latencyMs: hasCome ? tookMs : Number.POSITIVE_INFINITY,
  }
}
