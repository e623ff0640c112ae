import { expect, it } from 'vitest'
import { halfBits, halfValue } from '../../../src/protocol/halves.ts'

it.each([
  [0, 0x0000],
  [-0, 0x8000],
  [1, 0x3c00],
  [-2, 0xc000],
  [65_504, 0x7bff],
  [65_519.99, 0x7bff],
  [65_520, 0x7c00],
  [Number.POSITIVE_INFINITY, 0x7c00],
  [Number.NEGATIVE_INFINITY, 0xfc00],
  [2 ** -14, 0x0400],
  [2 ** -24, 0x0001],
  [2 ** -25, 0x0000],
  [2 ** -25 + 2 ** -40, 0x0001],
  [1 + 2 ** -11, 0x3c00],
  [1 + 3 * 2 ** -11, 0x3c02],
  // A float between would round this to a tie first, and then down.
  [1 + 2 ** -11 + 2 ** -40, 0x3c01],
  [2047.5 / 2048, 0x3c00],
])('%d is the half %i', (value, bits) => expect(halfBits(value)).toBe(bits))

it('brings every half back as it was', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    const value = halfValue(bits)
    expect(halfBits(value)).toBe(Number.isNaN(value) ? 0x7e00 : bits)
  }
})
