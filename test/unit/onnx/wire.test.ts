import proto from 'onnx-proto'
import { expect, it } from 'vitest'
import { numbers, readFields, writeField } from '../../../src/onnx/graph/wire.ts'
import { names } from '../../models/models.ts'
import { bytesOf } from './given.ts'

it.each(names)('the fields of %s, one after the other, are the file', (name) => {
  const bytes = bytesOf(name)
  const fields = readFields(bytes)
  expect(Buffer.concat(fields.map((field) => field.bytes)).equals(bytes)).toBe(true)
  const again = fields.map(({ id, value }) => writeField(id, value))
  expect(Buffer.concat(again).equals(bytes)).toBe(true)
})

it('whole numbers of 64 bits come as they were written, alone and packed', () => {
  const ints = [0n, 1n, 127n, 128n, 2n ** 53n + 1n, 2n ** 63n - 1n, -1n, -(2n ** 63n)]
  const written = ints.map((value) => writeField(8, value))
  const packed = written.map((field) => field.subarray(1))
  const found = [Buffer.concat(written), writeField(8, Buffer.concat(packed))].map((bytes) =>
    numbers(readFields(bytes), 8).map((value) => BigInt.asIntN(64, value)),
  )
  expect(found).toEqual([ints, ints])
})

it('reads as protobuf does what it has written', () => {
  const doc = proto.onnx.ModelProto.encode({ irVersion: 300, producerName: 'ä'.repeat(100) })
  expect(readFields(doc.finish()).map(({ id, value }) => [id, value])).toEqual([
    [1, 300n],
    [2, Buffer.from('ä'.repeat(100))],
  ])
})

it.each([
  ['a value that is longer than the rest', [10, 5, 1, 2]],
  ['a length that is cut off', [10, 128]],
  ['a length beyond any file', [10, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]],
  ['a number of eleven bytes', [8, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 1]],
  ['eight bytes that are seven', [9, 1, 2, 3, 4, 5, 6, 7]],
  ['a group, which ONNX has not', [11, 8, 1, 12]],
  ['field 0, which nobody has', [0, 1]],
])('%s is no message', (_, bytes) => {
  expect(() => readFields(Uint8Array.from(bytes))).toThrow(RangeError)
})
