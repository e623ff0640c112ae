import { describe, expect, it } from 'vitest'
import type { Signature } from '../../../../src/onnx/signature.ts'
import { requestIn } from '../../../../src/protocol/request.ts'
import { fitted } from '../../../../src/server/infer/fitting.ts'
import { sampleRequest } from '../../../../src/server/infer/sample.ts'

const signature: Signature = {
  inputs: [
    { name: 'size', datatype: 'FP32', shape: ['rows', 2] },
    { name: 'kind', datatype: 'BYTES', shape: ['rows', 1] },
    { name: 'any', datatype: 'INT64', shape: ['', ''] },
  ],
  outputs: [
    { name: 'label', datatype: 'INT64', shape: ['rows'] },
    { name: 'share', datatype: 'FP32', shape: ['rows', 3] },
  ],
  prediction: undefined,
}

const size = { name: 'size', datatype: 'FP32', shape: [1, 2], data: [1, 2] }
const kind = { name: 'kind', datatype: 'BYTES', shape: [1, 1], data: ['a'] }
const any = { name: 'any', datatype: 'INT64', shape: [3, 1], data: [1, 2, 3] }

const fitting = (request: unknown) =>
  fitted(requestIn(Buffer.from(JSON.stringify(request)), undefined), signature)

describe('a request', () => {
  it('fits with its inputs in any order, and asks for all outputs if it names none', () => {
    const { inputs, outputs } = fitting({ inputs: [any, kind, size] })
    expect(inputs.map(({ name }) => name)).toEqual(['any', 'kind', 'size'])
    expect(outputs.map(({ name }) => name)).toEqual(['label', 'share'])
  })

  it('gets the outputs that it names, in its own order', () => {
    const { outputs } = fitting({
      inputs: [size, kind, any],
      outputs: [{ name: 'share', parameters: { binary_data: true } }, { name: 'label' }],
    })
    expect(outputs).toEqual([
      { name: 'share', isBinary: true },
      { name: 'label', isBinary: false },
    ])
  })

  it.each([
    ['lacks an input', { inputs: [size, kind] }, 'inputs: "any" is missing'],
    [
      'has an input too many',
      { inputs: [size, kind, any, { ...any, name: 'more' }] },
      'inputs[3].name: "more" is no input of this model, which has "size", "kind", "any"',
    ],
    [
      'has an input of another type',
      { inputs: [{ ...size, datatype: 'FP64' }, kind, any] },
      'inputs[0].datatype: is FP64, and "size" takes FP32',
    ],
    [
      'has an input of another width',
      { inputs: [{ ...size, shape: [1, 3], data: [1, 2, 3] }, kind, any] },
      'inputs[0].shape: [1, 3] is not of the shape that "size" takes: [rows, 2]',
    ],
    [
      'has an input of other dimensions',
      { inputs: [{ ...size, shape: [2] }, kind, any] },
      'inputs[0].shape: [2] is not of the shape that "size" takes: [rows, 2]',
    ],
    [
      'has inputs that disagree about a length of one name',
      { inputs: [size, { ...kind, shape: [2, 1], data: ['a', 'b'] }, any] },
      'inputs[1].shape: [2, 1] is not of the shape that "kind" takes: [rows, 1]',
    ],
    [
      'has a tensor without elements',
      { inputs: [size, kind, { ...any, shape: [0, 1], data: [] }] },
      'inputs[2].shape: leaves no element',
    ],
    [
      'has a NUL in a text',
      { inputs: [size, { ...kind, data: ['a\0b'] }, any] },
      'inputs[1].data[0]: has a NUL, where the model would see its end',
    ],
    [
      'has half of a surrogate pair in a text',
      { inputs: [size, { ...kind, data: ['\ud800'] }, any] },
      'inputs[1].data[0]: has half of a surrogate pair',
    ],
    [
      'asks for an output that there is not',
      { inputs: [size, kind, any], outputs: [{ name: 'other' }] },
      'outputs[0].name: "other" is no output of this model, which has "label", "share"',
    ],
  ])('is refused if it %s', (_, request, message) => {
    expect(() => fitting(request)).toThrow(message)
  })

  it('is what the sample is', () => {
    expect(fitting(JSON.parse(sampleRequest(signature))).inputs).toHaveLength(3)
  })
})
