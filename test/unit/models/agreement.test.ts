import { expect, it } from 'vitest'
import { difference, exactDifference, halfOf } from '../../models/agreement.ts'
import { decoded, type TensorOf } from '../../models/tensors.ts'

const floats = (...values: readonly number[]): TensorOf => ({
  type: 'float32',
  shape: [values.length],
  values: Float32Array.from(values),
})

it.each([
  [floats(1, NaN, Infinity), floats(1 + 2 ** -20, NaN, Infinity), undefined],
  [floats(1), floats(1.001), '[0] is 1.0010000467300415, not 1'],
  [floats(1, 2), floats(1), 'float32[1], not float32[2]'],
  [floats(NaN), floats(0), '[0] is 0, not NaN'],
  [floats(Infinity), floats(-Infinity), '[0] is -Infinity, not Infinity'],
  [floats(3.4e38), floats(Infinity), '[0] is Infinity, not 3.3999999521443642e+38'],
])('%# sees what is off, and no more', (expected, got, words) => {
  expect(difference(expected, got)).toBe(words)
})

it('whatever is no float must be the very same', () => {
  const of = (...values: readonly bigint[]): TensorOf => ({
    type: 'int64',
    shape: [1],
    values: BigInt64Array.from(values),
  })
  expect(difference(of(2n ** 53n + 1n), of(2n ** 53n))).toBe(
    '[0] is 9007199254740992, not 9007199254740993',
  )
  const said = (...values: readonly string[]): TensorOf => ({ type: 'string', shape: [1], values })
  expect(difference(said('e\u0301'), said('\u00e9'))).toBe('[0] is \u00e9, not e\u0301')
})

it('to the last bit a zero has a sign', () => {
  expect(difference(floats(0), floats(-0))).toBeUndefined()
  expect(exactDifference(floats(0), floats(-0))).toBe('[0] is -0, not 0')
})

it.each([
  [0x3c00, 1],
  [0xc000, -2],
  [0x7bff, 65504],
  [0x0001, 2 ** -24],
  [0x83ff, -1023 * 2 ** -24],
  [0x8000, -0],
  [0xfc00, -Infinity],
  [0x7e00, NaN],
])('the half %i is %d', (bits, value) => expect(halfOf(bits)).toBe(value))

it('reads each written form', () => {
  const shape = [2]
  expect([
    decoded({ type: 'float32', shape, base64: 'AACAPwAAAIA=' }).values,
    decoded({ type: 'float64', shape: [1], base64: 'AAAAAAAA8D8=' }).values,
    decoded({ type: 'uint64', shape, values: ['18446744073709551615', '0'] }).values,
    decoded({ type: 'int8', shape, values: [-128, 127] }).values,
    decoded({ type: 'bool', shape, values: [true, false] }).values,
    decoded({ type: 'string', shape, values: ['', '\u{1f600}'] }).values,
  ]).toEqual([
    Float32Array.of(1, -0),
    Float64Array.of(1),
    BigUint64Array.of(2n ** 64n - 1n, 0n),
    Int8Array.of(-128, 127),
    Uint8Array.of(1, 0),
    ['', '\u{1f600}'],
  ])
})
