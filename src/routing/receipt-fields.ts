import { bucketCount } from './hashes.ts'
import type { Receipt } from './receipt.ts'
import {
  check,
  faulty,
  putByte,
  putFloat,
  putVarint,
  putWhole,
  type Reading,
  takeByte,
  takeFloat,
  takeVarint,
  takeWhole,
  type Writing,
} from './receipt-bytes.ts'
import { putHex, putText, takeHex, takeText } from './receipt-texts.ts'
import { putValues, roomForValues, takeValues } from './receipt-values.ts'

/** How an answer came. The place in the list is the number in receipts: new ones go to its end. */
export const hows = ['Normal', 'Fallback', 'CircuitOpen', 'Override', 'Shadow'] as const

/** All that a receipt says, byte by byte as docs/reference/receipt.md has it. */
export function putFields(to: Writing, receipt: Receipt): void {
  check(receipt.instance.length === 16, receipt.instance)
  check(receipt.bucket < bucketCount, receipt.bucket)
  check(isShare(receipt.propensity), receipt.propensity)
  putWhole(to, receipt.tag, 4)
  putWhole(to, receipt.exposedAtMs, 6)
  putHex(to, receipt.instance)
  putWhole(to, receipt.sequence, 6)
  putByte(to, flagsOf(receipt))
  putVariant(to, receipt.assigned)
  if (receipt.answering !== receipt.assigned) putVariant(to, receipt.answering)
  putFloat(to, receipt.propensity)
  putVarint(to, receipt.round)
  putVarint(to, receipt.epoch)
  putVarint(to, receipt.slice)
  putVarint(to, receipt.planRevision)
  putWhole(to, receipt.bucket, 1)
  if (receipt.unitHash !== undefined) putHash(to, receipt.unitHash)
  putValues(to, receipt.values)
}

/** The same, back. What no `putFields` writes is a fault: of one receipt there is one text. */
export function takeFields(from: Reading): Receipt {
  const tag = takeWhole(from, 4)
  const exposedAtMs = takeWhole(from, 6)
  const instance = takeHex(from, 8)
  const sequence = takeWhole(from, 6)
  const flags = takeByte(from)
  const assigned = takeVariant(from)
  const answering = flags & isOther ? takeOther(from, assigned) : assigned
  return {
    tag,
    exposedAtMs,
    instance,
    sequence,
    assigned,
    answering,
    how: howIn(from, flags),
    propensity: takeShare(from),
    round: takeVarint(from),
    epoch: takeVarint(from),
    slice: takeVarint(from),
    planRevision: takeVarint(from),
    bucket: takeBucket(from),
    unitHash: flags & hasUnit ? takeHash(from) : undefined,
    values: takeValues(from),
  }
}

/** So many bytes are enough for the fields of a receipt. */
export const roomForFields = ({ values }: Pick<Receipt, 'values'>): number =>
  4 + 6 + 8 + 6 + 1 + 2 * (1 + mostNameBytes + 4) + 8 + 4 * 8 + 1 + 7 + roomForValues(values)

/** Above the number of how it came. */
const hasUnit = 8
const isOther = 16

function flagsOf({ how, unitHash, answering, assigned }: Receipt): number {
  const number = hows.indexOf(how)
  check(number >= 0, how)
  return number + (unitHash === undefined ? 0 : hasUnit) + (answering === assigned ? 0 : isOther)
}

function howIn(from: Reading, flags: number): Receipt['how'] {
  const how = hows[flags % hasUnit]
  if (how === undefined || flags >= 2 * isOther) faulty(from, 'came in a way that nobody knows')
  return how ?? 'Normal'
}

const mostNameBytes = 20

/** The name as text, and the revision as the four bytes that its digits are. */
function putVariant(to: Writing, key: string): void {
  const end = key.length - 9
  check(end > 0 && key[end] === '@', key)
  putText(to, key.slice(0, end), mostNameBytes)
  putHex(to, key.slice(end + 1))
}

function takeVariant(from: Reading): string {
  const name = takeText(from, mostNameBytes)
  if (name === '') faulty(from, 'has a variant without a name')
  return `${name}@${takeHex(from, 4)}`
}

function takeOther(from: Reading, assigned: string): string {
  const answering = takeVariant(from)
  if (answering === assigned) faulty(from, 'names one variant twice')
  return answering
}

const isShare = (propensity: number) => propensity >= 0 && propensity <= 1

function takeShare(from: Reading): number {
  const propensity = takeFloat(from)
  if (!isShare(propensity)) faulty(from, 'has a propensity that is no probability')
  return propensity
}

function takeBucket(from: Reading): number {
  const bucket = takeByte(from)
  if (bucket >= bucketCount) faulty(from, 'has a bucket that there is not')
  return bucket
}

/** As a whole number of 2^-53, of which 56 bits are written. */
function putHash(to: Writing, hash: number): void {
  const steps = hash * 2 ** 53
  check(Number.isSafeInteger(steps), hash)
  putWhole(to, Math.floor(steps / 2 ** 32), 3)
  putWhole(to, steps % 2 ** 32, 4)
}

function takeHash(from: Reading): number {
  const hash = (takeWhole(from, 3) * 2 ** 32 + takeWhole(from, 4)) / 2 ** 53
  return hash < 1 ? hash : faulty(from, 'has a unit hash that is not below 1')
}
