import { createHmac } from 'node:crypto'
import { type Key, type Keys, keyOf } from '../../../src/routing/keys.ts'
import {
  type Receipt,
  readReceipt,
  type Terms,
  writeReceipt,
} from '../../../src/routing/receipt.ts'
import { hows } from '../../../src/routing/receipt-fields.ts'
import type { Refusal } from '../../../src/routing/receipt-refusal.ts'
import type { Values } from '../../../src/routing/receipt-values.ts'
import { below } from '../../chance.ts'

const secretOf = (id: string) => Buffer.from(id.padEnd(32, '.'))
export const k1 = keyOf('k1', secretOf('k1'))
export const k2 = keyOf('k2', secretOf('k2'))
export const longest = keyOf('a-key-id-of-16-c', secretOf('a-key-id-of-16-c'))
export const keysOf = (...keys: readonly Key[]): Keys => new Map(keys.map((key) => [key.id, key]))

/** A classifier's: names of 20 characters, answered by the champion instead, with a unit. */
export const typical: Receipt = {
  tag: 0x51_f0_2a_9c,
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
  unitHash: 0.715_827_882_666_015_6,
  values: { label: 'high-risk', probability: 0.8125 },
}

/** Where it is honoured, at its own time. */
export const termsOf = ({ tag, exposedAtMs }: Receipt): Terms => ({
  tag,
  nowMs: exposedAtMs,
  acceptForMs: 168 * 3_600_000,
})

/** What a text is read as by whoever has k1 and k2, with the typical receipt's experiment and time. */
export const read = (text: string, keys = keysOf(k1, k2)): Receipt | Refusal =>
  readReceipt(text, keys, termsOf(typical))

export const bytesOf = (text: string) => Buffer.from(text, 'base64url')

/** Any bytes as the body of a receipt, with a MAC that Node makes: what only a holder of the key can do. */
export function signedBytes(body: Uint8Array, id = 'k1'): string {
  const derived = createHmac('sha256', secretOf(id)).update('contender.dev/receipts\x01').digest()
  const mac = createHmac('sha256', derived).update(body).digest().subarray(0, 16)
  return Buffer.concat([body, mac]).toString('base64url')
}

/** The body of a receipt without its MAC. */
export const bodyOf = (receipt: Receipt, key = k1) =>
  bytesOf(writeReceipt(receipt, key)).subarray(0, -16)

const labels = ['', 'a', 'high-risk', 'größer', '🙂'.repeat(16), '__proto__', '\ufeffbom', '\ufffd']
const numbers = [0, -0, 1, -1.5, 5e-324, -Number.MAX_VALUE, 0.1 + 0.2, 2 ** 53, 1e-7]
const sizes = [1, 127, 128, 16_384, 2 ** 28, 2 ** 31, 2 ** 32, 2 ** 49, 2 ** 53]

/** Any that the format can hold. */
export function anyReceipt(random: () => number): Receipt {
  const one = <T>(list: readonly T[]): T => list[below(random, list.length)] as T
  const count = () => below(random, one(sizes))
  const digits = (length: number) =>
    Array.from({ length }, () => below(random, 16).toString(16)).join('')
  const variant = () =>
    `${'abcdefghij-0123456789'.slice(below(random, 20))}x@${digits(8)}`.slice(-29)
  const maybe = <T>(make: () => T): T | undefined => (random() < 0.5 ? make() : undefined)
  const label = () => (random() < 0.5 ? one(labels) : digits(below(random, 65)))
  const number = () => (random() < 0.5 ? one(numbers) : (random() - 0.5) * 10 ** below(random, 300))
  const pairs = () => Array.from({ length: below(random, 17) }, () => [label(), number()] as const)
  const values = (): Values => ({
    label: maybe(label),
    value: maybe(number),
    probability: maybe(number),
    probabilities: maybe(pairs),
  })
  const assigned = variant()
  return {
    tag: below(random, 2 ** 32),
    exposedAtMs: below(random, one([2, 2 ** 41, 2 ** 48])),
    instance: digits(16),
    sequence: below(random, one([2, 2 ** 33, 2 ** 48])),
    assigned,
    answering: maybe(variant) ?? assigned,
    how: one(hows),
    propensity: one([0, -0, 1, 5e-324, random()]),
    round: count(),
    epoch: count(),
    slice: count(),
    planRevision: count(),
    bucket: below(random, 64),
    unitHash: maybe(() => one([0, 2 ** -53, 1 - 2 ** -53, below(random, 2 ** 53) / 2 ** 53])),
    values: values(),
  }
}
