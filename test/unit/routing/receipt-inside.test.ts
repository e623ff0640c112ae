import { describe, expect, it } from 'vitest'
import { type Receipt, readReceipt, writeReceipt } from '../../../src/routing/receipt.ts'
import { isRefusal } from '../../../src/routing/receipt-refusal.ts'
import { below, chance } from '../../chance.ts'
import { anyReceipt, bodyOf, k1, keysOf, read, signedBytes, termsOf, typical } from './receipts.ts'

const cases = Number(process.env['FUZZ'] ?? 5_000)

describe('whoever has the key, but another version', () => {
  it(`is refused, or read as what is written in just that way: ${cases} bodies`, () => {
    const random = chance(3)
    const found = Array.from({ length: cases }, () => {
      const receipt = anyReceipt(random)
      const body = spoilt(bodyOf(receipt), random)
      const forged = signedBytes(body)
      return { forged, back: readReceipt(forged, keysOf(k1), termsOf(receipt)) }
    })
    const accepted = found.filter(({ back }) => !isRefusal(back))
    for (const { forged, back } of accepted) expect(writeReceipt(back as Receipt, k1)).toBe(forged)
    expect(accepted.length).toBeGreaterThan(cases / 20)
    const names = found.flatMap(({ back }) => (isRefusal(back) ? [back.refused] : []))
    expect(new Set(names)).not.toContain('ReceiptTampered')
    expect(names.filter((name) => name === 'ReceiptMalformed').length).toBeGreaterThan(cases / 5)
  })

  const at = { version: 0, idLength: 1, instance: 14, flags: 28, assigned: 29 }
  const small: Receipt = {
    ...typical,
    ...{ assigned: 'a@00000000', answering: 'b@00000000', round: 1, epoch: 1, slice: 1 },
    ...{ planRevision: 1, bucket: 1, values: { label: 'x', probabilities: [['y', 1]] } },
  }
  const after = { answering: 35, propensity: 41, round: 49, bucket: 53, unitHash: 54, values: 61 }
  const set = (place: number, ...bytes: readonly number[]) => {
    const body = Buffer.from(bodyOf(small))
    body.set(bytes, place)
    return body
  }
  const replaced = (from: number, to: number, ...bytes: readonly number[]) =>
    Buffer.concat([
      bodyOf(small).subarray(0, from),
      Uint8Array.from(bytes),
      bodyOf(small).subarray(to),
    ])

  it('begins from what is accepted', () => {
    expect(read(signedBytes(set(at.version, 1)))).toEqual(small)
  })

  it.each([
    ['is of a version that nobody here knows', set(at.version, 2)],
    ['names no key', set(at.idLength, 17)],
    ['names no key', replaced(at.idLength, at.idLength + 3, 0)],
    ['came in a way that nobody knows', set(at.flags, 16 + 8 + 5)],
    ['came in a way that nobody knows', set(at.flags, 32 + 16 + 8)],
    ['has a variant without a name', replaced(at.assigned, at.assigned + 2, 0)],
    ['holds a text that is too long', set(at.assigned, 21)],
    ['names one variant twice', set(after.answering + 1, 'a'.charCodeAt(0))],
    ['holds what is no text', set(at.assigned + 1, 0xff)],
    ['has a propensity that is no probability', set(after.propensity, 0xbf)],
    ['has a propensity that is no probability', set(after.propensity, 0x40)],
    ['holds what is no finite number', set(after.propensity, 0x7f, 0xf8)],
    [
      'holds a number that is longer than it needs',
      replaced(after.round, after.round + 1, 0x81, 0),
    ],
    [
      'holds a number that is too large',
      replaced(after.round, after.round + 1, ...[255, 255, 255, 255, 255, 255, 255, 16]),
    ],
    [
      'holds a number that is too large',
      replaced(after.round, after.round + 1, ...Array.from({ length: 8 }, () => 128), 1),
    ],
    ['has a bucket that there is not', set(after.bucket, 64)],
    ['has a unit hash that is not below 1', set(after.unitHash, 0x20)],
    ['holds values that nobody knows', set(after.values, 16 + 9)],
    ['holds what is no text', set(after.values + 2, 0xc3)],
    ['holds too many probabilities', set(after.values + 3, 17)],
    ['holds what is no finite number', set(after.values + 6, 0xff, 0xf0)],
    ['ends too soon', bodyOf(small).subarray(0, -1)],
    ['goes on after its end', Buffer.concat([bodyOf(small), Buffer.alloc(1)])],
  ])('%s', (detail, body) => {
    expect(read(signedBytes(body))).toEqual({ refused: 'ReceiptMalformed', detail })
  })

  it('is refused wherever it ends too soon', () => {
    const body = bodyOf(small)
    for (let end = 0; end < body.length; end++)
      expect(read(signedBytes(body.subarray(0, end)))).toMatchObject({
        refused: 'ReceiptMalformed',
      })
  })
})

function spoilt(body: Buffer, random: () => number): Buffer {
  const at = 4 + below(random, body.length - 4)
  const ways = [
    () => Buffer.concat([body.subarray(0, at), body.subarray(at + 1)]),
    () => Buffer.concat([body.subarray(0, at), Buffer.of(below(random, 256)), body.subarray(at)]),
    () =>
      Buffer.concat([body.subarray(0, at), Buffer.of(below(random, 256)), body.subarray(at + 1)]),
    () =>
      Buffer.concat([body.subarray(0, at), Buffer.of((body[at] ?? 0) ^ 1), body.subarray(at + 1)]),
  ]
  return ways[below(random, ways.length)]?.() ?? body
}
