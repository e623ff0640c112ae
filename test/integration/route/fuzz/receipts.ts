import { firstNumberOf, lastStart } from '../../../../src/evidence/numbering.ts'
import { keyOf } from '../../../../src/routing/keys.ts'
import { type Receipt, writeReceipt } from '../../../../src/routing/receipt.ts'
import { sign } from '../../../../src/routing/receipt-mac.ts'
import { tagOf } from '../../../../src/routing/receipt-tag.ts'
import { below } from '../../../chance.ts'
import { pick, type Random } from '../../fuzz/dice.ts'
import { challenger, champion, experiment, key, secret, strange } from '../given.ts'

export type Minted = { readonly text: string; readonly fields: Receipt }

/** No router gives out numbers so high: they are of its last life. */
const reserved = firstNumberOf(lastStart)

const roundStart = Date.parse('2026-01-01T00:00:00Z')
const hourMs = 3_600_000

/**
 * Receipts of our own, of an instance that never gave them: whoever has the key can do that, and they are as sound as any. Each
 * has a number of its own.
 */
export function createMint(instance: string) {
  let next = reserved
  return (random: Random, edits: Partial<Receipt> = {}): Minted => {
    const exposedAtMs = Date.now() - below(random, 60_000)
    const assigned = pick(random, [champion, challenger])
    const fields: Receipt = {
      ...{ tag: tagOf(experiment), exposedAtMs, instance, sequence: next++, how: 'Normal' },
      ...{ assigned, answering: assigned, propensity: 0.5, planRevision: 1, round: 1, epoch: 1 },
      slice: Math.floor((exposedAtMs - roundStart) / hourMs),
      ...{ bucket: below(random, 64), unitHash: below(random, 2 ** 30) / 2 ** 30 },
      values: { label: 'yes' },
      ...edits,
    }
    return { text: writeReceipt(fields, key), fields }
  }
}

/** How a receipt is bent, and how it is refused then. */
export type Bend = {
  readonly codes: readonly string[]
  readonly bent: (random: Random, minted: Minted) => string
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const broken = ['ReceiptMalformed', 'ReceiptTampered', 'ReceiptForeign']
const malformed = ['ReceiptMalformed']
const tampered = ['ReceiptTampered']
const foreign = ['ReceiptForeign']

const signedWith = (bytes: Buffer): string => {
  const room = Buffer.concat([bytes, Buffer.alloc(16)])
  sign(room, bytes.length, key.receipts)
  return room.toString('base64url')
}

/** What was signed, without its signature. */
const fieldsOf = ({ text }: Minted) => Buffer.from(text, 'base64url').subarray(0, -16)
const macOf = (text: string) => Buffer.from(text, 'base64url').subarray(-16)

export const bends: { readonly [what: string]: Bend } = {
  'a letter': {
    codes: broken,
    bent: (random, { text }) => {
      const at = below(random, text.length)
      const other = pick(
        random,
        [...alphabet].filter((letter) => letter !== text[at]),
      )
      return text.slice(0, at) + other + text.slice(at + 1)
    },
  },
  'a bit': {
    codes: broken,
    bent: (random, { text }) => {
      const bytes = Buffer.from(text, 'base64url')
      const at = below(random, bytes.length)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8))
      return bytes.toString('base64url')
    },
  },
  cut: { codes: broken, bent: (random, { text }) => text.slice(0, below(random, text.length)) },
  'cut in front': {
    codes: broken,
    bent: (random, { text }) => text.slice(1 + below(random, text.length - 1)),
  },
  longer: {
    codes: broken,
    bent: (random, { text }) =>
      text + pick(random, ['A', '=', '==', ' ', '\n', '\0', 'AAAA', text]),
  },
  'in another alphabet': {
    codes: malformed,
    bent: (_, { text }) => Buffer.from(text, 'base64url').toString('hex'),
  },
  'turned round': { codes: broken, bent: (_, { text }) => [...text].reverse().join('') },
  'none at all': {
    codes: malformed,
    bent: (random) => pick(random, ['', ' ', 'null', 'é', '\u0000', '😀', 'x'.repeat(60_000)]),
  },
  'with fields that another has signed': {
    codes: tampered,
    bent: (_, minted) => {
      const other = { ...minted.fields, assigned: champion, answering: challenger, epoch: 7 }
      const bytes = Buffer.from(writeReceipt(other, key), 'base64url')
      macOf(minted.text).copy(bytes, bytes.length - 16)
      return bytes.toString('base64url')
    },
  },
  'signed with another secret': {
    codes: tampered,
    bent: (_, { fields }) => writeReceipt(fields, strange),
  },
  'signed with a key that nobody has': {
    codes: foreign,
    bent: (_, { fields }) => writeReceipt(fields, keyOf('k9', secret)),
  },
  'of another experiment': {
    codes: foreign,
    bent: (random, { fields }) =>
      writeReceipt({ ...fields, tag: (fields.tag + 1 + below(random, 9)) % 2 ** 32 }, key),
  },
  'too old': {
    codes: ['ReceiptExpired'],
    bent: (random, { fields }) =>
      writeReceipt({ ...fields, exposedAtMs: pick(random, [0, 1, hourMs]) }, key),
  },
  'of a time to come': {
    codes: ['ReceiptFromFuture'],
    bent: (random, { fields }) =>
      writeReceipt(
        { ...fields, exposedAtMs: pick(random, [Date.now() + hourMs, 2 ** 48 - 1]) },
        key,
      ),
  },
  'with more in it, signed': {
    codes: malformed,
    bent: (random, minted) =>
      signedWith(Buffer.concat([fieldsOf(minted), Buffer.alloc(1 + below(random, 9))])),
  },
  'with less in it, signed': {
    codes: malformed,
    bent: (random, minted) => {
      const bytes = fieldsOf(minted)
      return signedWith(bytes.subarray(0, 4 + below(random, bytes.length - 4)))
    },
  },
}
