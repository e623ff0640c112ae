import { describe, expect, it } from 'vitest'
import { mixture } from '../../../src/onnx/trying/comparing.ts'
import { madeUp } from '../../../src/onnx/trying/made-up.ts'
import type { Tensors } from '../../../src/protocol/tensor.ts'
import { batched, constant, encoded, integers, node } from '../../models/graph.ts'
import { floats, open } from './given.ts'

const zero = integers('zero', [0n])
const weights = (name: string, ...shape: readonly number[]) =>
  constant(
    name,
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, n) => ((n * 7) % 11) / 11 - 0.4),
    shape,
  )

/** A model of one input and one output, whose first dimensions are open, whatever it does with them. */
const written = (
  nodes: Parameters<typeof encoded>[0]['nodes'],
  constants: Parameters<typeof encoded>[0]['constants'] = [],
  tail: readonly (number | string)[] = [3],
) =>
  encoded({
    inputs: [batched('x', 'FLOAT', 'batch', ...tail)],
    outputs: [batched('y', 'FLOAT', 'batch', ...tail)],
    nodes,
    constants,
  })

describe('rows that go together', () => {
  it.each<readonly [string, Uint8Array, boolean]>([
    ['softmax of each row', written([node('Softmax', ['x'], ['y'], { axis: 1 })]), true],
    ['softmax over the rows', written([node('Softmax', ['x'], ['y'], { axis: 0 })]), false],
    [
      'sums along a row',
      written([node('CumSum', ['x', 'one'], ['y'])], [integers('one', [1n])]),
      true,
    ],
    ['sums along the rows', written([node('CumSum', ['x', 'zero'], ['y'])], [zero]), false],
    [
      'sums along the rows from the last one',
      written([node('CumSum', ['x', 'zero'], ['y'], { reverse: 1 })], [zero]),
      false,
    ],
    ['noise', written([node('RandomUniformLike', ['x'], ['y'])]), false],
    ['a recurrent net over the steps of a row', recurrent('Transpose'), true],
    ['a recurrent net that takes rows for steps', recurrent('Identity'), false],
    [
      'scale by the largest of all, as dynamic quantization does',
      written([
        node('ReduceMax', ['x'], ['most'], { keepdims: 0 }),
        node('Div', ['x', 'most'], ['y']),
      ]),
      false,
    ],
  ])('%s', async (_, bytes, isSafe) => {
    const model = await open(bytes)
    expect(model.batching).toMatchObject({ isSafe })
    await model.release()
  })
})

/** [batch, 3 steps, 2] → [batch, 3, 2]. The operator takes [steps, rows, 2]. */
function recurrent(before: 'Transpose' | 'Identity'): Uint8Array {
  const turn = (from: string, to: string) => ({
    ...node(before, [from], [to]),
    attribute: before === 'Identity' ? [] : [{ name: 'perm', ints: [1, 0, 2], type: 7 }],
  })
  const nodes = [
    turn('x', 'steps'),
    node('LSTM', ['steps', 'W', 'R'], ['all'], { hidden_size: 2 }),
    node('Squeeze', ['all', 'one'], ['hidden']),
    turn('hidden', 'y'),
  ]
  const constants = [weights('W', 1, 8, 2), weights('R', 1, 8, 2), integers('one', [1n])]
  return written(nodes, constants, [3, 2])
}

it('a model that refuses every made-up input says why, and is served from a thread', async () => {
  const bytes = encoded({
    inputs: [batched('place', 'INT64', 'batch', 1)],
    outputs: [batched('y', 'FLOAT', 'batch', 1, 1)],
    nodes: [node('Sub', ['place', 'ten'], ['before']), node('Gather', ['table', 'before'], ['y'])],
    constants: [constant('table', [1, 2], [2, 1]), integers('ten', [10n])],
  })
  const model = await open(bytes)
  expect(model).toMatchObject({
    place: 'Worker',
    batching: {
      isSafe: false,
      why: expect.stringMatching(/^it could not be tried.*: Gather: indices/),
    },
    measured: { oneMs: undefined, mostMs: undefined },
  })
  const place = {
    name: 'place',
    datatype: 'INT64',
    shape: [1, 1],
    values: BigInt64Array.of(11n),
  } as const
  const [y] = await model.run([place], ['y'])
  expect(y?.values).toEqual(Float32Array.of(2))
  await model.release()
})

it('lengths that one is too short for are tried with eight', async () => {
  const bytes = encoded({
    inputs: [batched('x', 'FLOAT', 'batch', 'length')],
    outputs: [batched('y', 'FLOAT', 'batch', 2)],
    nodes: [node('Gather', ['x', 'places'], ['y'], { axis: 1 })],
    constants: [integers('places', [5n, 7n])],
  })
  const model = await open(bytes)
  expect(model).toMatchObject({ place: 'Worker', batching: { isSafe: true } })
  await model.release()
})

it('rows are tried in both orders: the first may have a say in what follows', async () => {
  const nodes = [
    node('Gather', ['x', 'zero'], ['first'], { axis: 0 }),
    node('Min', ['x', 'first'], ['y']),
  ]
  const model = await open(written(nodes, [zero], [1]), { mostRows: 2 })
  expect(model.batching).toMatchObject({ isSafe: false })
  await model.release()
})

it('one row at most is tried as well', async () => {
  const model = await open(written([node('Neg', ['x'], ['y'])]), { mostRows: 1 })
  expect(model).toMatchObject({ place: 'Inline', batching: { isSafe: true } })
  await model.release()
})

describe('a comparison', () => {
  const of = (shape: readonly number[], ...values: readonly number[]): Tensors => [
    floats('y', shape, ...values),
  ]
  it.each<readonly [string, Tensors, readonly Tensors[], string | undefined]>([
    ['the same', of([2, 1], 1, 2), [of([1, 1], 1), of([1, 1], 2)], undefined],
    ['rounded otherwise', of([2], 1, 2), [of([1], 1.00001), of([1], 2)], undefined],
    ['off', of([2], 1, 2), [of([1], 1.01), of([1], 2)], 'is 1 where the row alone gives'],
    [
      'small and off',
      of([2], 1e-9, 2e-9),
      [of([1], 1.01e-9), of([1], 2e-9)],
      'where the row alone',
    ],
    ['not a number', of([1], NaN), [of([1], NaN)], undefined],
    ['no longer a number', of([1], NaN), [of([1], 0)], 'is NaN where the row alone gives 0'],
    ['infinite', of([2], Infinity, 1), [of([1], Infinity), of([1], 1)], undefined],
    ['too few', of([1], 1), [of([1], 1), of([1], 1)], 'has the shape [1] for 2 rows'],
    ['wider alone', of([1, 2], 1, 1), [of([1, 1], 1)], 'has the shape [1,1] for one row'],
  ])('of what is %s', (_, together, alone, words) => {
    const found = mixture(together, alone)
    if (words === undefined) expect(found).toBeUndefined()
    else expect(found).toContain(words)
  })

  it('of whole numbers allows nothing', () => {
    const of64 = (...values: readonly bigint[]): Tensors => [
      { name: 'y', datatype: 'INT64', shape: [values.length], values: BigInt64Array.from(values) },
    ]
    const large = 2n ** 53n
    expect(mixture(of64(large), [of64(large)])).toBeUndefined()
    expect(mixture(of64(large + 1n), [of64(large)])).toContain('is 9007199254740993 where')
  })
})

it('made-up inputs are small, never empty, the same each time, and differ from row to row', () => {
  const slots = (['BOOL', 'INT8', 'UINT64', 'FP16', 'FP32', 'FP64', 'BYTES'] as const).map(
    (datatype) => ({ name: datatype, datatype, shape: ['n', 2, ''] }),
  )
  const making = { rows: [0, 1, 0], length: 2 }
  const made = madeUp(slots, making)
  expect(made).toEqual(madeUp(slots, making))
  for (const { name, shape, values } of made) {
    expect([name, shape, values.length]).toEqual([name, [3, 2, 2], 12])
    const rows = [0, 4, 8].map((from) => [...values.slice(from, from + 4)].map(String))
    expect(rows[0]).toEqual(rows[2])
    expect(rows[0]).not.toEqual(rows[1])
  }
  const numbers = made.filter(({ datatype }) => datatype !== 'BYTES' && datatype !== 'FP16')
  const sizes = numbers.flatMap(({ values }) => [...values].map(Number))
  expect(sizes.every((size) => size >= 0 && size <= 1)).toBe(true)
})
