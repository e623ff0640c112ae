import { expect, it } from 'vitest'
import { written } from '../../../src/protocol/answer.ts'
import { datatypes, isDatatype, type Values } from '../../../src/protocol/datatypes.ts'
import { requestIn } from '../../../src/protocol/request.ts'
import { chance } from '../../chance.ts'

function sent(inputs: readonly object[], tail: Uint8Array) {
  const head = Buffer.from(JSON.stringify({ inputs }))
  return requestIn(Buffer.concat([head, tail]), head.length)
}
const spoken = (datatype: string, shape: number[], size: number) => ({
  ...{ name: `x-${datatype}`, datatype, shape },
  parameters: { binary_data_size: size },
})

it('takes tensors from the tail in their order, at any place', () => {
  const tail = Buffer.concat([Buffer.from([1]), Buffer.from(Float64Array.of(Math.PI).buffer)])
  const { inputs } = sent([spoken('UINT8', [1], 1), spoken('FP64', [1], 8)], tail)
  expect(inputs.map(({ values }) => values)).toEqual([Uint8Array.of(1), Float64Array.of(Math.PI)])
})

it('takes texts behind their lengths', () => {
  const tail = Buffer.from([2, 0, 0, 0, 0xc3, 0xa9, 0, 0, 0, 0])
  expect(sent([spoken('BYTES', [2], 10)], tail).inputs[0]?.values).toEqual(['é', ''])
})

it.each<[string, object, number[], RegExp]>([
  ['too few bytes', spoken('FP32', [2], 8), [0, 0, 0, 0], /8 bytes are spoken of, and 4 are left/],
  [
    'bytes that are too many',
    spoken('UINT8', [1], 1),
    [0, 0],
    /more bytes follow than the inputs speak of: 1/,
  ],
  [
    'another size than the shape has',
    spoken('FP32', [2], 4),
    [0, 0, 0, 0],
    /has 4 bytes, .* asks for 8/,
  ],
  ['a size below zero', spoken('FP32', [2], -4), [], /binary_data_size: must be an integer/],
  ['a truth that is 7', spoken('BOOL', [1], 1), [7], /7 is neither 0 nor 1/],
  ['a text cut short', spoken('BYTES', [1], 6), [3, 0, 0, 0, 65, 66], /ends within element 0/],
  ['a length cut short', spoken('BYTES', [1], 2), [3, 0], /ends within element 0/],
  ['texts that are too many', spoken('BYTES', [1], 8), [0, 0, 0, 0, 0, 0, 0, 0], /has 2 elements/],
  ['bytes that are no text', spoken('BYTES', [1], 5), [1, 0, 0, 0, 0xff], /is not UTF-8/],
  ['data twice', { ...spoken('UINT8', [1], 1), data: [1] }, [1], /needs one of them/],
])('refuses %s', (_, input, tail, words) => {
  expect(() => sent([input], Uint8Array.from(tail))).toThrow(words)
})

it('refuses a length of JSON beyond the body', () => {
  expect(() => requestIn(Buffer.from('{}'), 3)).toThrow(/says 3, and the body has 2 bytes/)
})

/** Elements of every kind, edges among them. */
function some(datatype: keyof typeof datatypes, count: number, random: () => number): Values {
  const values = datatypes[datatype].make(count)
  if (Array.isArray(values))
    return values.map(() => String.fromCodePoint(Math.floor(random() * 0xd7ff)))
  const bytes = new Uint8Array(values.buffer)
  for (let nth = 0; nth < bytes.length; nth++) bytes[nth] = Math.floor(random() * 256)
  return datatype === 'BOOL' ? (values as Uint8Array).map((byte) => byte % 2) : values
}

it.each(
  Object.keys(datatypes).filter(isDatatype),
)('%s comes back as it went, as text and as bytes', (datatype) => {
  const random = chance(3)
  for (let round = 0; round < 200; round++) {
    const values = some(datatype, 6, random)
    for (const isBinary of [false, true]) {
      const output = { name: 'x', datatype, shape: [2, 3], values, isBinary }
      const { body, jsonLength } = written({
        model: 'm',
        version: '1',
        id: 'é"',
        outputs: [output],
      })
      const [head, tail] = [
        Buffer.from(body).subarray(0, jsonLength),
        Buffer.from(body).subarray(jsonLength ?? body.length),
      ]
      const { outputs } = JSON.parse(head.toString(), (key, value, context?: { source: string }) =>
        key !== '' &&
        typeof value === 'number' &&
        !Number.isSafeInteger(value) &&
        /^-?\d+$/.test(context?.source ?? '')
          ? `${context?.source}n`
          : value,
      )
      const again = JSON.stringify({ inputs: outputs }).replace(/"(-?\d+)n"/g, '$1')
      const input =
        jsonLength === undefined ? requestIn(Buffer.from(again), undefined) : sent(outputs, tail)
      expect(bits(input.inputs[0]?.values)).toEqual(bits(values))
    }
  }
})

/** NaN is NaN, whatever its bits. */
function bits(values: Values | undefined): unknown {
  if (values instanceof Uint16Array)
    return Array.from(values, (half) => ((half & 0x7fff) > 0x7c00 ? 'NaN' : half))
  return values instanceof Float32Array || values instanceof Float64Array
    ? Array.from(values, (value) => (Object.is(value, -0) ? '-0' : value))
    : values
}
