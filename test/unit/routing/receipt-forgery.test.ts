import { describe, expect, it } from 'vitest'
import { readReceipt, writeReceipt } from '../../../src/routing/receipt.ts'
import { isRefusal } from '../../../src/routing/receipt-refusal.ts'
import { below, chance } from '../../chance.ts'
import {
  anyReceipt,
  bodyOf,
  bytesOf,
  k1,
  k2,
  keysOf,
  read,
  signedBytes,
  termsOf,
  typical,
} from './receipts.ts'

const cases = Number(process.env['FUZZ'] ?? 5_000)
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const strange = ['=', '+', '/', ' ', '\n', '\0', '.', 'é', '\ud800', '\u{1f642}']
const text = writeReceipt(typical, k1)
const plain = writeReceipt(
  { ...typical, answering: typical.assigned, unitHash: undefined, values: {} },
  k2,
)

/** Why a text is refused; that it isn't fails the test. */
function refusedAs(forged: string, keys = keysOf(k1, k2)): string {
  const found = read(forged, keys)
  if (!isRefusal(found)) throw new Error(`accepted: ${forged}`)
  expect(found.detail).toMatch(/^[a-z][^.]+$/)
  return found.refused
}

const namesOf = (forged: readonly string[]) =>
  [...new Set(forged.map((each) => refusedAs(each)))].sort()

describe('whoever has no key', () => {
  it('cannot flip a single bit', () => {
    const random = chance(1)
    const some = Array.from({ length: 20 }, () => anyReceipt(random))
    for (const receipt of [typical, ...some]) {
      const bytes = bytesOf(writeReceipt(receipt, k1))
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const flipped = Buffer.from(bytes)
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const found = readReceipt(flipped.toString('base64url'), keysOf(k1, k2), termsOf(receipt))
        expect(found).toHaveProperty('refused')
      }
    }
  })

  it.each([text, plain])('cannot change a single character', (sound) => {
    const forged = [...sound].flatMap((letter, at) =>
      [...alphabet, ...strange]
        .filter((other) => other !== letter)
        .map((other) => sound.slice(0, at) + other + sound.slice(at + 1)),
    )
    expect(namesOf(forged)).toEqual(['ReceiptForeign', 'ReceiptMalformed', 'ReceiptTampered'])
  })

  it.each([text, plain])('cannot cut it, at either end', (sound) => {
    const ends = Array.from(sound, (_, at) => [sound.slice(0, at), sound.slice(at + 1)]).flat()
    expect(namesOf(ends)).toEqual(['ReceiptMalformed', 'ReceiptTampered'])
  })

  it.each([text, plain])('cannot add to it, at either end', (sound) => {
    const letters = [...alphabet, ...strange, 'AA', 'AAA', 'AAAA', sound, 'A'.repeat(3_000)]
    const added = letters.flatMap((more) => [sound + more, more + sound])
    expect(namesOf(added)).toEqual(['ReceiptMalformed', 'ReceiptTampered'])
  })

  it('cannot put together the beginning of one and the end of another', () => {
    const other = writeReceipt({ ...typical, sequence: 1, assigned: 'x@00000000' }, k1)
    const mixed = Array.from(text, (_, at) => text.slice(0, at + 1) + other.slice(at + 1))
    expect(namesOf(mixed.filter((each) => each !== text && each !== other))).toContain(
      'ReceiptTampered',
    )
  })

  it('cannot say that another key has signed it', () => {
    const bytes = bytesOf(text)
    bytes.write('k2', 2)
    expect(refusedAs(bytes.toString('base64url'))).toBe('ReceiptTampered')
    bytes.write('k3', 2)
    expect(refusedAs(bytes.toString('base64url'))).toBe('ReceiptForeign')
    bytes.write('k ', 2)
    expect(refusedAs(bytes.toString('base64url'))).toBe('ReceiptMalformed')
  })

  it(`gets none of ${cases} texts accepted, and no other failure`, () => {
    const random = chance(Number(process.env['SEED'] ?? 2))
    const names = Array.from({ length: cases }, () => refusedAs(anyForgery(random)))
    expect([...new Set(names)].sort()).toEqual([
      'ReceiptForeign',
      'ReceiptMalformed',
      'ReceiptTampered',
    ])
  })

  it('would succeed were it not for the signature', () => {
    const bytes = bodyOf(typical)
    const same = Array.from({ length: bytes.length * 8 }, (_, bit) => {
      const flipped = Buffer.from(bytes)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      return read(signedBytes(flipped))
    }).filter((found) => !isRefusal(found))
    expect(same.length).toBeGreaterThan(bytes.length * 4)
  })
})

/** A sound text, or bytes that begin like one, spoilt in some way. */
function anyForgery(random: () => number): string {
  const sound = below(random, 2) === 0 ? text : plain
  const at = below(random, sound.length + 1)
  const to = at + below(random, 9)
  const letters = (length: number) =>
    Array.from({ length }, () => alphabet[below(random, 64)]).join('')
  const begin = bytesOf(sound).subarray(0, 4)
  const bytes = Buffer.from(Array.from({ length: below(random, 300) }, () => below(random, 256)))
  const ways = [
    () => letters(below(random, 400)),
    () => Buffer.concat([begin, bytes]).toString('base64url'),
    () => sound.slice(0, at) + letters(1 + below(random, 5)) + sound.slice(to),
    () => sound.slice(0, at) + sound.slice(at + 1 + below(random, 9)),
    () => sound.slice(0, at) + strange[below(random, strange.length)] + sound.slice(to),
    () => sound + sound.slice(at),
    () => bytes.toString('latin1'),
    () => Buffer.from(sound).toString('base64url'),
    () => bytesOf(sound).toString('hex'),
    () => ` ${sound}`,
  ]
  const forged = ways[below(random, ways.length)]?.() ?? ''
  return forged === text || forged === plain ? `${forged}A` : forged
}
