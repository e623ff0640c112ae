import { type Key, keyOf } from '../src/routing/keys.ts'
import { type Receipt, type Terms, writeReceipt } from '../src/routing/receipt.ts'
import { macBytes, macKey, sign } from '../src/routing/receipt-mac.ts'
import type { Refusal } from '../src/routing/receipt-refusal.ts'
import { tagOf } from '../src/routing/receipt-tag.ts'

const secrets = {
  k1: 'the first secret of the examples',
  k2: 'the next one, after the rotation',
}
const [k1, k2] = [keyOf('k1', Buffer.from(secrets.k1)), keyOf('k2', Buffer.from(secrets.k2))]

const experiment = {
  ...{ namespace: 'trading', name: 'signals' },
  uid: '6fa1c7de-2b0c-4b57-9f39-6d1f0a0c5e77',
}

const classified: Receipt = {
  tag: tagOf(experiment),
  exposedAtMs: Date.UTC(2026, 10, 23, 9, 30),
  instance: '0f1e2d3c4b5a6978',
  sequence: 3 * 2 ** 32 + 41_234,
  assigned: 'gradient-boosting-v4@1f0c9a2b',
  answering: 'logistic-regression3@93c1e0d7',
  how: 'Fallback',
  propensity: 0.2,
  round: 7,
  epoch: 19,
  slice: 133,
  planRevision: 412,
  bucket: 63,
  unitHash: 0.7158278826660156,
  values: { label: 'high-risk', probability: 0.8125 },
}

const least: Receipt = {
  ...classified,
  ...{ exposedAtMs: 0, instance: '0000000000000000', sequence: 0, assigned: 'a@00000000' },
  ...{ answering: 'a@00000000', how: 'Normal', propensity: 1, round: 1, epoch: 1, slice: 0 },
  ...{ planRevision: 1, bucket: 0, unitHash: undefined, values: {} },
}

const most = 2 ** 53 - 1
const largest: Receipt = {
  ...{ ...classified, exposedAtMs: 2 ** 48 - 1, sequence: 2 ** 48 - 1, propensity: 5e-324 },
  ...{ round: most, epoch: most, slice: most, planRevision: most, unitHash: 1 - 2 ** -53 },
  values: { value: Number.MAX_VALUE, probability: 1 },
}

const scripts: Receipt['values'] = {
  label: '駅🚉',
  probabilities: [
    ['駅🚉', 0.75],
    ['größer', 0.25],
    ['', 0],
  ],
}

const sound: readonly (readonly [about: string, receipt: Receipt, key?: Key])[] = [
  ['of a classifier, answered by the champion instead', classified],
  ['the same, after a rotation', classified, k2],
  ['of a regression', { ...classified, values: { value: -12.5 } }],
  ['with the probabilities of all labels', { ...classified, values: scripts }],
  ['with as little as may be', least],
  ['with the largest of all numbers', largest],
  ['up to where counts get longer', { ...least, round: 127, epoch: 16_383 }],
  ['from where counts get longer', { ...least, round: 128, epoch: 16_384 }],
  ['by override', { ...least, how: 'Override' }],
  ['from a shadow', { ...least, how: 'Shadow' }],
  ['from an open circuit', { ...least, how: 'CircuitOpen' }],
]

const text = writeReceipt(classified, k1)
const body = Buffer.from(text, 'base64url').subarray(0, -macBytes)
const end = body.length

const unread: readonly (readonly [about: string, text: string])[] = [
  ['nothing', ''],
  ['cut off within a group of four', text.slice(0, 41)],
  ['padded', `${text}==`],
  ['with a line break at its end', `${text}\n`],
  ['in the alphabet of plain base64', Buffer.from(text, 'base64url').toString('base64')],
  ['the same bytes in other letters', `${text.slice(0, -1)}${nextLetter(text)}`],
  ['of another version, signed', signed(spliced(0, 1, 2))],
  ['with a key that has no name', signed(spliced(1, 4, 0))],
  ['in a way that nobody knows, signed', signed(spliced(28, 29, 16 + 8 + 5))],
  ['with one variant twice, signed', signed(spliced(54, 79, ...body.subarray(29, 54)))],
  ['with a round that is longer than it needs, signed', signed(spliced(87, 88, 0x87, 0))],
  ['with a label that is no UTF-8, signed', signed(spliced(end - 9, end - 8, 0xff))],
  ['with a byte too many, signed', signed(spliced(end, end, 0))],
  ['with a byte too few, signed', signed(spliced(end - 1, end))],
]

const unsigned: readonly (readonly [about: string, text: string])[] = [
  ['with one bit changed', changed(28, (body[28] ?? 0) ^ 1)],
  ['cut off behind a group of four', text.slice(0, -6)],
  ['with the id of another key', changed(3, '2'.charCodeAt(0))],
  ['signed with the secret itself', writeReceipt(classified, undivided(k1))],
]

const { exposedAtMs } = classified
const acceptForMs = 168 * 3_600_000

/** How the examples are read, where nothing else is said. */
const terms: Terms = { tag: classified.tag, nowMs: exposedAtMs + 3_600_000, acceptForMs }

type Refused = readonly [about: string, Refusal['refused'], text: string, other?: Partial<Terms>]

const refused: readonly Refused[] = [
  ...unread.map(([about, each]) => [about, 'ReceiptMalformed', each] as const),
  ...unsigned.map(([about, each]) => [about, 'ReceiptTampered', each] as const),
  [
    'signed with a key that is not here',
    'ReceiptForeign',
    writeReceipt(classified, { ...k1, id: 'k9' }),
  ],
  ['read by another experiment', 'ReceiptForeign', text, { tag: classified.tag ^ 1 }],
  ['a millisecond too late', 'ReceiptExpired', text, { nowMs: exposedAtMs + acceptForMs + 1 }],
  ['a millisecond too soon', 'ReceiptFromFuture', text, { nowMs: exposedAtMs - 60_001 }],
]

/** The published vectors. */
export function receiptVectors(): string {
  const vectors = {
    keys: Object.entries(secrets).map(([id, secret]) => ({
      id,
      secret: Buffer.from(secret).toString('base64'),
    })),
    experiment,
    terms,
    receipts: sound.map(([about, receipt, key = k1]) => {
      return { about, key: key.id, text: writeReceipt(receipt, key), receipt }
    }),
    refused: refused.map(([about, failure, each, other]) => {
      return { about, failure, text: each, ...(other && { terms: { ...terms, ...other } }) }
    }),
  }
  return `${JSON.stringify(vectors, null, 2)}\n`
}

/** The body of the first example, with these bytes in the place of some of its own. */
function spliced(from: number, to: number, ...bytes: readonly number[]): Buffer {
  return Buffer.concat([body.subarray(0, from), Uint8Array.from(bytes), body.subarray(to)])
}

function signed(altered: Buffer): string {
  const whole = Buffer.concat([altered, Buffer.alloc(macBytes)])
  sign(whole, altered.length, k1.receipts)
  return whole.toString('base64url')
}

/** Without signing it again. */
function changed(at: number, byte: number): string {
  const bytes = Buffer.from(text, 'base64url')
  bytes[at] = byte
  return bytes.toString('base64url')
}

/** What signs if nobody derives a key for receipts. */
function undivided({ id, ...key }: Key): Key {
  return { ...key, id, receipts: macKey(Buffer.from(secrets.k1)) }
}

function nextLetter(sound: string): string {
  return String.fromCharCode(sound.charCodeAt(sound.length - 1) + 1)
}
