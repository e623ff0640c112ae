import type { Json, JsonObject } from '../../../api/json.ts'
import { ContenderError } from '../../../errors.ts'
import { eventNames } from '../../../evidence/events.ts'
import { receiptFields } from '../../../routing/receipt.ts'
import { isRefusal } from '../../../routing/receipt-refusal.ts'
import type { Arrived } from '../../outcomes/outcome.ts'
import type { Copy, Instance } from '../instance.ts'
import type { Shared } from './batch.ts'
import { type Reading, takeByte, takeFloat, takeText } from './bytes.ts'
import { flags, marks } from './kinds.ts'

type Doing = Pick<Instance, 'request' | 'outcome' | 'copy' | 'note' | 'numbered' | 'expire'> & {
  readonly second: (atMs: number) => void
}

/** Does again what a batch says, in its order. */
export function doBatch(batch: Buffer, doing: Doing): void {
  const from = { bytes: batch, at: 0, shared: [] }
  while (from.at < batch.length) {
    const mark = takeByte(from)
    if (mark >= marks.request) doRequest(from, mark - marks.request, doing)
    else doOther(from, mark, doing)
  }
}

type Open = Reading & { readonly shared: Shared[] }

function doRequest(from: Open, flagged: number, { request }: Doing): void {
  const shared = from.shared[takeByte(from)]
  if (shared === undefined) throw new RangeError('a request of nobody knows what')
  const bucket = takeByte(from)
  const own = { failed: (flagged & flags.failed) > 0, latencyMs: takeFloat(from) }
  const unitHash = flagged & flags.hasUnit ? takeFloat(from) : undefined
  const isUnitless = (flagged & flags.isUnitless) > 0
  request({ ...shared, bucket, unitHash, isUnitless }, own)
}

function doOther(from: Open, mark: number, doing: Doing): void {
  const { exposure, outcome, copy, told, expired, noted, second } = marks
  switch (mark) {
    case exposure:
      from.shared.push(JSON.parse(takeText(from)))
      return
    case outcome:
      doing.outcome(takeOutcome(from))
      return
    case copy:
      doing.copy(takeCopy(from))
      return
    case told:
      doing.numbered(takeFloat(from))
      return
    case expired:
      doing.expire(takeFloat(from))
      return
    case second:
      doing.second(takeFloat(from))
      return
    case noted:
      noteAll(from, doing)
      return
    default:
      throw new ContenderError(
        'StateTooNew',
        `the journal has entries of a kind ${mark} that is not known here`,
      )
  }
}

/** Its receipt was honoured when it came, and the journal is its own witness. */
function takeOutcome(from: Reading): Arrived {
  const arrivedAtMs = takeFloat(from)
  const text = takeText(from, 'base64url')
  const receipt = receiptFields(text)
  if (isRefusal(receipt))
    throw new ContenderError('StateTooNew', `the journal has a receipt that ${receipt.detail}`)
  const told: { readonly truth?: Json; readonly values?: JsonObject } = JSON.parse(takeText(from))
  return { sent: { receipt: text, ...told }, receipt, arrivedAtMs }
}

/** JSON has no infinity: a latency that is none was one. */
function takeCopy(from: Reading): Copy {
  const copy: Copy = JSON.parse(takeText(from))
  const { champion, challenger } = copy.pair
  const timed = <A extends { readonly latencyMs: number | null }>(answer: A) => ({
    ...answer,
    latencyMs: answer.latencyMs ?? Number.POSITIVE_INFINITY,
  })
  return {
    ...copy,
    pair: { champion: timed(champion), challenger: challenger && timed(challenger) },
  }
}

/** A name that is not known here any more is counted by nobody. */
function noteAll(from: Reading, { note }: Doing): void {
  const count = takeFloat(from)
  const text = takeText(from)
  const event = eventNames.find((name) => name === text)
  if (event === undefined) return
  for (let left = count; left > 0; left--) note(event)
}
