import { describe, expect, it } from 'vitest'
import {
  type Receipt,
  readReceipt,
  receiptFields,
  writeReceipt,
} from '../../../src/routing/receipt.ts'
import { isRefusal } from '../../../src/routing/receipt-refusal.ts'
import { tagOf } from '../../../src/routing/receipt-tag.ts'
import { chance } from '../../chance.ts'
import {
  anyReceipt,
  bytesOf,
  k1,
  k2,
  keysOf,
  longest,
  read,
  signedBytes,
  termsOf,
  typical,
} from './receipts.ts'

const text = writeReceipt(typical, k1)
const hour = 3_600_000

describe('a receipt', () => {
  it('is read as what was written, whatever it holds, and is one text', () => {
    const random = chance(20261123)
    const texts = new Set<string>()
    for (let n = 0; n < 5_000; n++) {
      const receipt = anyReceipt(random)
      const key = [k1, k2, longest][n % 3] ?? k1
      const written = writeReceipt(receipt, key)
      const back = readReceipt(written, keysOf(k1, k2, longest), termsOf(receipt))
      expect(back).toEqual(receipt)
      expect(writeReceipt(back as Receipt, key)).toBe(written)
      texts.add(written)
    }
    expect(texts.size).toBe(5_000)
  })

  it('that was honoured once is read again without its key, whenever that is', () => {
    const random = chance(20261124)
    for (let n = 0; n < 1_000; n++) {
      const receipt = anyReceipt(random)
      expect(receiptFields(writeReceipt(receipt, [k1, longest][n % 2] ?? k1))).toEqual(receipt)
    }
  })

  it.each([
    ['no base64url', `${text.slice(0, -1)}=`],
    [
      'of another version',
      Buffer.concat([Buffer.of(2), bytesOf(text).subarray(1)]).toString('base64url'),
    ],
    ['too short', signedBytes(bytesOf(text).subarray(0, -20))],
    ['too long', signedBytes(Buffer.concat([bytesOf(text).subarray(0, -16), Buffer.of(0)]))],
  ])('is none without its key either where it is %s', (_, spoilt) => {
    expect(receiptFields(spoilt)).toMatchObject({ refused: 'ReceiptMalformed' })
  })

  it('can be put into a header, a URL and a column of a table as it is', () => {
    expect(text).toMatch(/^[\w-]+$/)
  })

  it('is signed as HMAC by anybody else is, with the key for receipts alone', () => {
    expect(text).toBe(signedBytes(bytesOf(text).subarray(0, -16)))
  })

  it('does not depend on what lay in memory before', () => {
    const texts = Array.from({ length: 500 }, () => {
      Buffer.allocUnsafe(2_000).fill(0xff)
      return writeReceipt(typical, k1)
    })
    expect(new Set(texts)).toEqual(new Set([text]))
  })
})

describe('is honoured', () => {
  const at = (nowMs: number, acceptForMs = hour) =>
    readReceipt(text, keysOf(k1), { tag: typical.tag, nowMs, acceptForMs })
  const { exposedAtMs } = typical

  it.each([
    ['at once', exposedAtMs, undefined],
    ['up to the last millisecond', exposedAtMs + hour, undefined],
    ['no longer', exposedAtMs + hour + 1, 'ReceiptExpired'],
    ['by a clock that is a minute behind', exposedAtMs - 60_000, undefined],
    ['by none that is more', exposedAtMs - 60_001, 'ReceiptFromFuture'],
    ['by none that knows no time', Number.NaN, 'ReceiptFromFuture'],
  ])('%s', (_, nowMs, refused) => {
    const found = at(nowMs)
    expect(isRefusal(found) ? found.refused : undefined).toBe(refused)
  })

  it('for no time at all, if that is what is accepted', () => {
    expect(at(exposedAtMs, 0)).toEqual(typical)
    expect(at(exposedAtMs + 1, 0)).toMatchObject({ refused: 'ReceiptExpired' })
  })

  it('and says until when it was, and from when it is', () => {
    expect(at(exposedAtMs + 2 * hour)).toMatchObject({
      detail: 'was honoured until 2026-11-23T10:30:00.000Z',
    })
    expect(at(exposedAtMs - hour)).toMatchObject({
      detail: 'is of 2026-11-23T09:30:00.000Z, which is yet to come',
    })
  })
})

describe('keys', () => {
  it('change: what the old one signed is read until that is dropped, and then named', () => {
    const [old, fresh] = [writeReceipt(typical, k1), writeReceipt(typical, k2)]
    expect(read(old, keysOf(k1))).toEqual(typical)
    expect(read(old, keysOf(k2, k1))).toEqual(typical)
    expect(read(fresh, keysOf(k2, k1))).toEqual(typical)
    expect(read(old, keysOf(k2))).toEqual({
      refused: 'ReceiptForeign',
      detail: 'is signed with the key k1, which is not honoured here',
    })
  })

  it('that have the same id elsewhere sign nothing here', () => {
    const elsewhere = { ...k2, id: 'k1' }
    expect(read(writeReceipt(typical, elsewhere))).toMatchObject({ refused: 'ReceiptTampered' })
  })
})

describe('another experiment', () => {
  const uid = '6fa1c7de-2b0c-4b57-9f39-6d1f0a0c5e77'
  const experiment = { namespace: 'trading', name: 'signals', uid }

  it('refuses it, though the key is the same', () => {
    const theirs = writeReceipt({ ...typical, tag: tagOf(experiment) }, k1)
    expect(read(theirs)).toEqual({
      refused: 'ReceiptForeign',
      detail: 'is of another experiment',
    })
  })

  it('is told by namespace, name and uid', () => {
    const others = [{ namespace: 'sales' }, { name: 'signal' }, { uid: uid.replace('6', '7') }]
    const tags = [{}, ...others].map((other) => tagOf({ ...experiment, ...other }))
    expect(new Set(tags).size).toBe(4)
    expect(tags[0]).toBe(0x0c_29_40_f6)
  })
})

describe('what is looked at first', () => {
  const changed = (receipt: Receipt) => {
    const bytes = bytesOf(writeReceipt(receipt, k1))
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    return bytes.toString('base64url')
  }

  it('is the signature: without it nobody learns what else is wrong', () => {
    for (const other of [{ exposedAtMs: 0 }, { exposedAtMs: 2 ** 48 - 1 }, { tag: 1 }]) {
      expect(read(changed({ ...typical, ...other }))).toMatchObject({ refused: 'ReceiptTampered' })
    }
  })

  it('is whose it is, before how old it is', () => {
    const old = writeReceipt({ ...typical, tag: 1, exposedAtMs: 0 }, k1)
    expect(read(old)).toMatchObject({ refused: 'ReceiptForeign' })
  })
})
