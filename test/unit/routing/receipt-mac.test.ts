import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { isSigned, macBytes, macKey, sign } from '../../../src/routing/receipt-mac.ts'
import { below, chance } from '../../chance.ts'

const random = chance(6)
const bytes = (length: number) => Buffer.from(Array.from({ length }, () => below(random, 256)))

/** Signed by us: what precedes the MAC, and the MAC. */
function signedHere(message: Uint8Array, secret: Uint8Array): Buffer {
  const whole = Buffer.concat([message, Buffer.alloc(macBytes)])
  sign(whole, message.length, macKey(secret))
  return whole
}

it('is the HMAC that Node makes, cut to 16 bytes, for secrets and messages of any length', () => {
  for (const length of [0, 1, 32, 63, 64, 65, 200]) {
    const secret = bytes(length)
    for (const size of [0, 1, 55, 56, 63, 64, 65, 119, 120, 150, 1_000]) {
      const message = bytes(size)
      const mac = createHmac('sha256', secret).update(message).digest().subarray(0, macBytes)
      const whole = signedHere(message, secret)
      expect(whole.equals(Buffer.concat([message, mac]))).toBe(true)
      expect(isSigned(whole, size, macKey(secret))).toBe(true)
    }
  }
})

it.each([
  ['Hi There', Buffer.alloc(20, 0x0b), 'b0344c61d8db38535ca8afceaf0bf12b'],
  ['what do ya want for nothing?', Buffer.from('Jefe'), '5bdcc146bf60754e6a042426089575c7'],
  [
    'Test Using Larger Than Block-Size Key - Hash Key First',
    Buffer.alloc(131, 0xaa),
    '60e431591ee0b67f0d8a26aacbf5b77f',
  ],
])('signs «%s» as RFC 4231 does', (message, secret, mac) => {
  const whole = signedHere(Buffer.from(message), secret)
  expect(whole.toString('hex', message.length)).toBe(mac)
})

it('is no other, by any bit of message, MAC or secret', () => {
  const [message, secret] = [bytes(40), bytes(32)]
  const whole = signedHere(message, secret)
  for (let bit = 0; bit < whole.length * 8; bit++) {
    expect(isSigned(flipped(whole, bit), 40, macKey(secret))).toBe(false)
  }
  for (let bit = 0; bit < 256; bit++) {
    expect(isSigned(whole, 40, macKey(flipped(secret, bit)))).toBe(false)
  }
})

function flipped(sound: Uint8Array, bit: number): Buffer {
  const other = Buffer.from(sound)
  other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return other
}
