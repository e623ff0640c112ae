import { expect, it } from 'vitest'
import { requestIn } from '../../../src/protocol/request.ts'

const one = { name: 'x', datatype: 'FP32', shape: [2, 2], data: [1, 2, 3, 4] }
const read = (body: object | string) =>
  requestIn(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), undefined)
const input = (fields: object) => read({ inputs: [{ ...one, ...fields }] }).inputs[0]
const valuesOf = (fields: object): unknown[] => [...(input(fields)?.values ?? [])]

it('reads flat and nested data alike', () => {
  expect(input({})).toEqual(
    input({
      data: [
        [1, 2],
        [3, 4],
      ],
    }),
  )
  expect(input({})?.values).toEqual(Float32Array.of(1, 2, 3, 4))
})

it.each<[string, object, unknown[]]>([
  ['a scalar', { shape: [], data: 7 }, [7]],
  ['a scalar as a list', { shape: [], data: [7] }, [7]],
  ['no rows', { shape: [0, 2], data: [] }, []],
  ['empty rows', { shape: [2, 0], data: [[], []] }, []],
  ['truths', { datatype: 'BOOL', data: [true, false, 1, 0] }, [1, 0, 1, 0]],
  [
    'texts',
    { datatype: 'BYTES', data: ['', 'é', 'a\u0000', '日本'] },
    ['', 'é', 'a\u0000', '日本'],
  ],
  [
    'words for what JSON lacks',
    { data: ['NaN', 'Infinity', '-Infinity', null] },
    [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN],
  ],
  [
    'halves',
    { datatype: 'FP16', data: [1, -2, 0.5, '-Infinity'] },
    [0x3c00, 0xc000, 0x3800, 0xfc00],
  ],
  [
    'integers written as fractions',
    { datatype: 'INT8', data: [1.0, -128, 127, 0] },
    [1, -128, 127, 0],
  ],
])('reads %s', (_, fields, values) => expect(valuesOf(fields)).toEqual(values))

it('loses nothing of 64 bits', () => {
  const text = (datatype: string, data: string) =>
    `{"inputs":[{"name":"x","shape":[2],"datatype":"${datatype}","data":[${data}]}]}`
  expect(read(text('INT64', '-9223372036854775808, 9007199254740993')).inputs[0]?.values).toEqual(
    BigInt64Array.of(-(2n ** 63n), 9007199254740993n),
  )
  expect(read(text('UINT64', '18446744073709551615, 1')).inputs[0]?.values).toEqual(
    BigUint64Array.of(2n ** 64n - 1n, 1n),
  )
})

it('reads the bare words that Python writes, and leaves text alone', () => {
  const { inputs, id } = read(
    '{"id":"a \\"NaN\\" \\\\","inputs":[{"name":"NaN","shape":[3],"datatype":"FP64","data":[NaN, -Infinity,Infinity]}]}',
  )
  expect(id).toBe('a "NaN" \\')
  expect(inputs[0]).toMatchObject({ name: 'NaN' })
  expect(inputs[0]?.values).toEqual(Float64Array.of(Number.NaN, -1 / 0, 1 / 0))
})

it.each([
  ['a bare word among texts', '"BYTES","data":["a",NaN]', /data\[1\]: NaN is not a string/],
  ['text that begins with a NUL', '"BYTES","data":["a","\\u0000NaN"]', /NaN is not a string/],
  [
    'a long integer among texts',
    '"BYTES","data":["INT64",12345678901234567890]',
    /1234567890.* is not a string/,
  ],
  ['a bare word among integers', '"INT64","data":[1,NaN]', /data\[1\]: NaN is not an integer/],
  [
    'a long integer that is too long',
    '"INT64","data":[1,9223372036854775808]',
    /9223372036854775808 is not/,
  ],
  ['a number beyond all', '"FP64","data":[1,1e999]', /Infinity is not a number/],
  ['a number of many digits beyond all', `"FP64","data":[1,${'9'.repeat(400)}]`, /is not a number/],
  ['a NUL among texts', '"BYTES","data":["a","\\u0000"]', /"\\u0000" is not a string/],
])('refuses %s', (_, text, words) => {
  const body = `{"inputs":[{"name":"x","shape":[2],"datatype":${text}}],"parameters":{"x":"INT64"}}`
  expect(() => read(body)).toThrow(words)
})

it.each([
  '{"id":NaN,"inputs":[]}',
  '{"inputs":[{"name":NaN,"shape":[1],"datatype":"FP32","data":[1]}]}',
])('takes no bare word for text: %s', (body) =>
  expect(() => read(body)).toThrow(/must be a string/))

it('takes long integers for numbers where there are other tensors of 64 bits', () => {
  const body =
    '{"inputs":[{"name":"x","shape":[2],"datatype":"FP64","data":[12345678901234567890,0.12345678901234567]},{"name":"n","shape":[1],"datatype":"INT64","data":[1234567890123456789]}]}'
  expect(read(body).inputs.map(({ values }) => values)).toEqual([
    Float64Array.from(['12345678901234567890', '0.12345678901234567'], Number),
    BigInt64Array.of(1234567890123456789n),
  ])
})

it('takes null for what is not there', () => {
  const input = { ...one, parameters: { binary_data_size: null } }
  const nulls = {
    ...{ id: null, outputs: null },
    parameters: { binary_data_output: null, classification: null },
  }
  expect(read({ inputs: [input], ...nulls })).toMatchObject({
    id: undefined,
    outputs: undefined,
    isBinary: false,
  })
})

it.each<[string, object | string, RegExp]>([
  ['no JSON', '{', /the body is not JSON/],
  ['a list', '[]', /must be an object/],
  ['no inputs', {}, /inputs: is missing/],
  ['an id that is a number', { id: 7, inputs: [one] }, /id: must be a string/],
  ['a name twice', { inputs: [one, one] }, /inputs\[1\]\.name: "x" comes twice/],
  ['no name', { inputs: [{ ...one, name: undefined }] }, /inputs\[0\]\.name: is missing/],
  ['an unknown datatype', { inputs: [{ ...one, datatype: 'FLOAT' }] }, /"FLOAT" is no datatype/],
  ['BF16', { inputs: [{ ...one, datatype: 'BF16' }] }, /BF16 is not served: send FP32/],
  [
    'a negative dimension',
    { inputs: [{ ...one, shape: [-1, 4] }] },
    /shape\[0\]: must be an integer/,
  ],
  ['a shape that is a number', { inputs: [{ ...one, shape: 4 }] }, /shape: must be a list/],
  [
    'too few elements',
    { inputs: [{ ...one, data: [1] }] },
    /data: has 1 element, .*\[2, 2\] asks for 4/,
  ],
  ['a short row', { inputs: [{ ...one, data: [[1, 2], [3]] }] }, /data\[1\]: has 1 element/],
  ['rows and numbers', { inputs: [{ ...one, data: [[1, 2], 3] }] }, /data\[1\]: must be a list/],
  [
    'lists too deep',
    {
      inputs: [
        {
          ...one,
          data: [
            [[1], [2]],
            [[3], [4]],
          ],
        },
      ],
    },
    /a list is not a number/,
  ],
  [
    'a text for a number',
    { inputs: [{ ...one, data: [1, 2, '3', 4] }] },
    /data\[2\]: "3" is not a number/,
  ],
  [
    'a number that is too large',
    { inputs: [{ ...one, data: [1, 2, 3, 1e39] }] },
    /data\[3\]: 1e\+39 is not/,
  ],
  [
    'a number beyond doubles',
    '{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[1e999]}]}',
    /data\[0\]/,
  ],
  [
    'a fraction for an integer',
    { inputs: [{ ...one, datatype: 'INT32', data: [1, 2.5, 3, 4] }] },
    /data\[1\]: 2.5 is not an integer/,
  ],
  [
    '256 for a byte',
    { inputs: [{ ...one, datatype: 'UINT8', data: [1, 256, 3, 4] }] },
    /from 0 to 255/,
  ],
  [
    'a truth for a number',
    { inputs: [{ ...one, data: [true, 2, 3, 4] }] },
    /data\[0\]: true is not/,
  ],
  [
    'a number for a text',
    { inputs: [{ ...one, datatype: 'BYTES', data: ['a', 'b', 'c', 4] }] },
    /data\[3\]: 4 is not a string/,
  ],
  ['no data', { inputs: [{ ...one, data: undefined }] }, /data: must be a list/],
  [
    'shared memory',
    { inputs: [{ ...one, parameters: { shared_memory_region: 'r' } }] },
    /shared_memory_region: is not served/,
  ],
  [
    'top classes',
    { inputs: [one], outputs: [{ name: 'y', parameters: { classification: 3 } }] },
    /classification: is not served/,
  ],
  [
    'an output twice',
    { inputs: [one], outputs: [{ name: 'y' }, { name: 'y' }] },
    /outputs\[1\]\.name: "y" comes twice/,
  ],
])('refuses %s', (_, body, words) => expect(() => read(body)).toThrow(words))

it('takes what nobody asks for as it comes', () => {
  const { inputs, outputs } = read({
    ...{ inputs: [{ ...one, parameters: { unit: 'mm' } }], outputs: [], note: 1 },
    parameters: { priority: 3 },
  })
  expect([inputs.length, outputs]).toEqual([1, undefined])
})
