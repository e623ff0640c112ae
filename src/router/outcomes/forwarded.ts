import { setImmediate as turn } from 'node:timers/promises'
import { isJsonObject, type Json } from '../../api/json.ts'
import { ContenderError } from '../../errors.ts'
import { type Batch, createBatch } from './batch.ts'
import { createHolding } from './holding.ts'
import { type Moment, momentOf } from './moment.ts'
import type { OutcomeAnswer } from './outcome.ts'
import type { OutcomesPorts } from './ports.ts'
import { isWrong, sentOf } from './reading.ts'

/**
 * What siblings send on: receipts are checked again, and only what is this instance's own is scored. All else goes no
 * further: who has sent it on knows of another scorer by the time it is sent again.
 */
export function forwardedTo(ports: OutcomesPorts) {
  return async (document: Json): Promise<{ readonly answers: readonly OutcomeAnswer[] }> => {
    const holding = createHolding(ports.budget)
    const batch = createBatch({ ...ports, forward: async () => [] }, holding)
    try {
      for (const [nth, outcome] of outcomesIn(document).entries()) {
        if (nth % atOnce === atOnce - 1) await turn()
        takeOne(outcome, batch, momentOf(ports))
      }
      return { answers: await batch.end() }
    } finally {
      holding.end()
    }
  }
}

/** Then predictions have their turn. */
const atOnce = 64

function outcomesIn(document: Json): readonly Json[] {
  const outcomes = isJsonObject(document) ? document['outcomes'] : undefined
  if (!Array.isArray(outcomes)) throw new ContenderError('OutcomesInvalid', 'outcomes are missing')
  return outcomes
}

function takeOne(document: Json, batch: Batch, moment: Moment): void {
  const { arrivedAtMs, ...outcome } = isJsonObject(document) ? document : {}
  const sent = sentOf(outcome)
  if (isWrong(sent)) batch.fail(invalid(sent.wrong))
  else if (typeof arrivedAtMs === 'number') batch.take({ sent, bytes: 0, arrivedAtMs }, moment)
  else batch.fail(invalid('arrivedAtMs must be a number'))
}

const invalid = (detail: string) => ({ failure: 'OutcomesInvalid', detail }) as const
