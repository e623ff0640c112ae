import { isKeyId, type Key, type Keys, mostIdBytes } from './keys.ts'
import { faulty, putByte, type Reading, takeByte, type Writing } from './receipt-bytes.ts'
import { type hows, putFields, roomForFields, takeFields } from './receipt-fields.ts'
import { isSigned, macBytes, sign } from './receipt-mac.ts'
import { isRefusal, type Refusal, refusal } from './receipt-refusal.ts'
import { putText, takeText } from './receipt-texts.ts'
import type { Values } from './receipt-values.ts'

/** What a router promised to remember of a prediction, in the hands of whoever got it. */
export type Receipt = {
  /** Of the experiment: see receipt-tag.ts. */
  readonly tag: number
  readonly exposedAtMs: number
  /** Who gave it, in 16 hexadecimal digits, and its number there, below 2^48. No other receipt has both the same. */
  readonly instance: string
  readonly sequence: number
  /** Whom chance chose, and who answered in the end: `enhanced@1f0c9a2b`. */
  readonly assigned: string
  readonly answering: string
  readonly how: (typeof hows)[number]
  /** How probable it was that the assigned variant was assigned. */
  readonly propensity: number
  readonly round: number
  readonly epoch: number
  readonly slice: number
  readonly planRevision: number
  /** Of the unit, below 64. */
  readonly bucket: number
  /** For the unit sample: in [0, 1), in steps of 2^-53. Absent where the plan has no unit. */
  readonly unitHash: number | undefined
  readonly values: Values
}

/** What a receipt has to meet where it is read. */
export type Terms = {
  readonly tag: number
  readonly nowMs: number
  readonly acceptForMs: number
  /** Ids of keys that are honoured and not there yet: what is signed with them can't be judged. */
  readonly awaited?: readonly string[]
}

/**
 * The receipt as text, signed. One receipt and one key make one text, and no other text is read as this receipt.
 * Requires values as `boundedValues` leaves them: what the format cannot hold is a RangeError.
 */
export function writeReceipt(receipt: Receipt, { id, receipts }: Key): string {
  const to: Writing = { bytes: Buffer.allocUnsafe(roomAround + roomForFields(receipt)), at: 0 }
  putByte(to, version)
  putText(to, id, mostIdBytes)
  putFields(to, receipt)
  sign(to.bytes, to.at, receipts)
  return to.bytes.toString('base64url', 0, to.at + macBytes)
}

/**
 * What a text says, if it is a receipt of this experiment that one of the keys has signed, neither too old nor from the
 * future; else why not. Nothing in it is believed before its MAC is checked: of the key's id, only which key to check with.
 */
export function readReceipt(text: string, keys: Keys, terms: Terms): Receipt | Refusal {
  const from = begun(text)
  if (isRefusal(from)) return from
  const id = takeText(from, mostIdBytes)
  const key = keys.get(id)
  if (key === undefined) return strange(id, terms)
  if (!isSigned(from.bytes, from.end, key.receipts))
    return refusal('ReceiptTampered', 'does not bear the signature of its key')
  const receipt = fieldsIn(from)
  return isRefusal(receipt) ? receipt : (refusalBy(terms, receipt) ?? receipt)
}

/** The same of a text that was honoured once, and has been in safe hands since: neither its MAC nor its time is looked at. */
export function receiptFields(text: string): Receipt | Refusal {
  const from = begun(text)
  if (isRefusal(from)) return from
  takeText(from, mostIdBytes)
  return fieldsIn(from)
}

const version = 1
const roomAround = 1 + 1 + mostIdBytes + macBytes

/** Those of a receipt with as many probabilities as there may be. */
const mostCharacters = Math.ceil(
  ((roomAround + roomForFields({ values: { probabilities: [] } })) * 4) / 3,
)

/** Clocks of two nodes may differ by so much. */
const toleranceMs = 60_000

function begun(text: string): Reading | Refusal {
  const from = opened(text)
  if (from === undefined) return malformed('is not the base64url that the answer bore')
  if (takeByte(from) !== version) return malformed('is of a version that nobody here knows')
  return from
}

function fieldsIn(from: Reading): Receipt | Refusal {
  const receipt = takeFields(from)
  if (from.at < from.end) faulty(from, 'goes on after its end')
  return from.fault === undefined ? receipt : malformed(from.fault)
}

/** Text that isn't what its own bytes would be written as is none: of some bytes there is one text. */
function opened(text: string): Reading | undefined {
  if (text.length > mostCharacters) return undefined
  const bytes = Buffer.from(text, 'base64url')
  const end = bytes.length - macBytes
  if (end < 0 || bytes.toString('base64url') !== text) return undefined
  return { bytes, latin: bytes.toString('latin1'), at: 0, end, fault: undefined }
}

/** A key that nobody here has: it belongs to others, or was dropped, and which of the two can't be known. */
function strange(id: string, { awaited = [] }: Terms): Refusal {
  if (!isKeyId(id)) return malformed('names no key')
  if (awaited.includes(id))
    return refusal('KeyMissing', `is signed with the key ${id}, which is not mounted here yet`)
  return refusal('ReceiptForeign', `is signed with the key ${id}, which is not honoured here`)
}

/** What can't be compared, since somebody's clock says NaN, is not honoured. */
function refusalBy({ tag, nowMs, acceptForMs }: Terms, receipt: Receipt): Refusal | undefined {
  const { exposedAtMs } = receipt
  if (receipt.tag !== tag) return refusal('ReceiptForeign', 'is of another experiment')
  if (!(exposedAtMs <= nowMs + toleranceMs))
    return refusal('ReceiptFromFuture', `is of ${timeOf(exposedAtMs)}, which is yet to come`)
  if (!(exposedAtMs + acceptForMs >= nowMs))
    return refusal('ReceiptExpired', `was honoured until ${timeOf(exposedAtMs + acceptForMs)}`)
  return undefined
}

const malformed = (what: string) => refusal('ReceiptMalformed', what)

const timeOf = (ms: number) => new Date(ms).toISOString()
