import { ContenderError } from '../../errors.ts'
import { createAnswers } from './answers.ts'
import { checked } from './checking.ts'
import { createForwarding } from './forwarding.ts'
import type { Holding } from './holding.ts'
import type { Moment } from './moment.ts'
import type { Arrived, OutcomeAnswer, SentOutcome, Unsettled } from './outcome.ts'
import type { OutcomesPorts } from './ports.ts'

/** An outcome with its length as text, and when it came to the router that took it from its sender. */
export type Taken = {
  readonly sent: SentOutcome
  readonly bytes: number
  readonly arrivedAtMs: number
}

export type Batch = ReturnType<typeof createBatch>

/** The outcomes of one request: each is scored here at once, or sent on to whom it belongs. */
export function createBatch(ports: BatchPorts, holding: Holding) {
  const { instance, unwritable, durable } = ports
  const answers = createAnswers(holding)
  const forwarding = createForwarding(ports, holding)
  let isOwed = false

  function take({ sent, bytes, arrivedAtMs }: Taken, { nowMs, terms }: Moment): void {
    const receipt = checked(sent.receipt, terms, nowMs, instance)
    if ('failure' in receipt) answers.add(receipt)
    else give({ sent, receipt, arrivedAtMs }, bytes)
  }

  /** To whoever scores it. */
  function give(arrived: Arrived, bytes: number): void {
    const scorer = instance.scorerOf(arrived.receipt.instance)
    if (scorer === instance.id) {
      answers.add(scored(arrived))
    } else {
      forwarding.add(scorer, arrived, { place: answers.all().length, bytes })
      answers.add(away)
    }
  }

  function scored(arrived: Arrived): OutcomeAnswer {
    const why = unwritable()
    if (why !== undefined) return unsettled(why)
    const answer = instance.outcome(arrived)
    isOwed ||= 'result' in answer
    return answer
  }

  /** All answers, once those that say that nothing more is to be done stay true whatever happens to this process. */
  async function end(): Promise<readonly OutcomeAnswer[]> {
    forwarding.flush()
    const why = isOwed ? await failing(durable) : undefined
    if (why !== undefined) refuseSettled(unsettled(why))
    for (const { places, answers: theirs } of await forwarding.ended()) {
      places.forEach((place, nth) => void answers.replace(place, theirs[nth] ?? away))
    }
    return answers.all()
  }

  function refuseSettled(why: Unsettled): void {
    answers.all().forEach((answer, place) => {
      if ('result' in answer) answers.replace(place, why)
    })
  }

  return { take, fail: answers.add, size: () => answers.all().length, room: forwarding.room, end }
}

type BatchPorts = Pick<OutcomesPorts, 'instance' | 'unwritable' | 'durable' | 'forward' | 'broke'>

export const unsettled = ({ code, message }: ContenderError): Unsettled => ({
  failure: code,
  detail: message,
})

async function failing(durable: () => Promise<void>): Promise<ContenderError | undefined> {
  try {
    await durable()
    return undefined
  } catch (cause) {
    if (cause instanceof ContenderError) return cause
    throw cause
  }
}

const away: Unsettled = { failure: 'IssuerAway', detail: 'whoever scores it has not answered' }
