import { readFileSync } from 'node:fs'
import { Tensor } from 'onnxruntime-node'
import { expect, it } from 'vitest'
import { exactDifference } from '../../models/agreement.ts'
import { kept, keptCase, names } from '../../models/models.ts'
import { openSession, runOnce } from '../../models/runtime.ts'
import type { TensorOf } from '../../models/tensors.ts'

/*
 * Where onnxruntime-node 1.30 does otherwise than Python, or than one would think: src/onnx is built on these facts,
 * and a newer version that changes one shows it here.
 */

const withLists = names.filter((name) => {
  const [first] = kept(name).cases
  if (first?.answer.kind !== 'outputs') return false
  return [...first.answer.outputs.values()].some(({ kind }) => kind !== 'tensor')
})

it('there are models that answer lists', () => expect(withLists).toHaveLength(5))

it.each(withLists)('no list can be fetched, nor described: %s', async (name) => {
  const session = await openSession(kept(name).path)
  const lists = session.outputMetadata.filter(({ isTensor }) => !isTensor)
  expect(lists).toEqual([{ name: expect.any(String), isTensor: false }])
  const { found } = keptCase(name, 'rows')
  const list = lists.map((output) => output.name)
  await expect(runOnce(session, found.inputs, list)).rejects.toThrow('Non tensor type')
  await expect(runOnce(session, found.inputs)).rejects.toThrow('Non tensor type')
  await session.release()
})

it('a model of BF16 is not opened', async () => {
  await expect(openSession(kept('identity-bfloat16').path)).rejects.toThrow(
    'Unsupported data type: 16',
  )
})

it.runIf('Float16Array' in globalThis)(
  'FP16 in a tensor of the library is not seen where JavaScript knows FP16',
  async () => {
    const session = await openSession(kept('identity-float16').path)
    const x = new Tensor('float16', Uint16Array.of(0x3c00, 0), [1, 2])
    await expect(session.run({ x })).rejects.toThrow('not enough space: expected 4, got 0')
    await session.release()
  },
)

it('a value for an input that has a default is ignored, like any input that nobody knows', async () => {
  const { path, found } = keptCase('default-input', 'given')
  const session = await openSession(path)
  expect(session.inputNames).toEqual(['x'])
  const answer = await runOnce(session, new Map([...found.inputs, ['y', undefined]]))
  const { answer: other } = keptCase('default-input', 'left out').found
  expect(other).toMatchObject({ kind: 'outputs' })
  const expected = other.kind === 'outputs' ? other.outputs.get('y') : undefined
  const tensor = expected?.kind === 'tensor' ? expected.tensor : undefined
  expect(tensor && exactDifference(tensor, answer.get('y') ?? tensor)).toBeUndefined()
  await session.release()
})

it('an optional input must be there', async () => {
  const { path, found } = keptCase('optional-input', 'absent')
  const session = await openSession(path)
  expect(session.inputMetadata).toMatchObject([{ name: 'x' }, { name: 'maybe', isTensor: false }])
  await expect(runOnce(session, found.inputs)).rejects.toThrow("input 'maybe' is missing")
  await session.release()
})

it('what is declared of an output may be wrong: LightGBM says [1] of its labels', async () => {
  const { path, found } = keptCase('lightgbm-classifier', 'rows')
  const session = await openSession(path)
  expect(session.outputMetadata).toMatchObject([{ name: 'label', shape: [1] }, {}])
  const answer = await runOnce(session, found.inputs)
  expect(answer.get('label')?.shape).toEqual([5])
  await session.release()
})

it('an open dimension is its name, or empty', async () => {
  const shapes = await Promise.all(
    ['lstm-states', 'logistic', 'scalar'].map(async (name) => {
      const session = await openSession(kept(name).path)
      const found = session.inputMetadata.map((input) => (input.isTensor ? input.shape : []))
      await session.release()
      return found
    }),
  )
  expect(shapes).toEqual([
    [
      ['batch', 'sequence', 5],
      [1, 'batch', 8],
      [1, 'batch', 8],
    ],
    [['', 4]],
    [[]],
  ])
})

it('text ends at its first NUL, and half a surrogate pair is replaced', async () => {
  const session = await openSession(kept('identity-string').path)
  const x = (...values: readonly string[]): TensorOf => ({ type: 'string', shape: [1, 2], values })
  const answer = await runOnce(session, new Map([['x', x('a\0b', '\ud800')]]))
  expect(answer.get('y')).toEqual({ ...x('a', '\ufffd') })
  await session.release()
})

it('a truth value is a byte, whatever its value', async () => {
  const session = await openSession(kept('identity-bool').path)
  const { y } = await session.run({ x: new Tensor('bool', Uint8Array.of(2, 255), [1, 2]) })
  expect(y?.data).toEqual(Uint8Array.of(2, 255))
  await session.release()
})

it('outputs come in the order of the model, not of who asks', async () => {
  const { path, found } = keptCase('several-outputs', 'rows')
  const session = await openSession(path)
  const answer = await runOnce(session, found.inputs, ['count', 'doubled'])
  expect([...answer.keys()]).toEqual(['doubled', 'count'])
  await session.release()
})

it('a released session says so, and does no harm', async () => {
  const { path, found } = keptCase('mlp', 'rows')
  const session = await openSession(path)
  const underWay = runOnce(session, found.inputs)
  await session.release()
  await expect(underWay).rejects.toThrow('Session already disposed')
  await expect(session.release()).rejects.toThrow('Session already disposed')
})

it.each([0, 0.5, 0.99])('of a file there must be all, not %d of it', async (share) => {
  const whole = readFileSync(kept('mlp').path)
  const part = whole.subarray(0, Math.floor(whole.length * share))
  await expect(openSession(part)).rejects.toThrow(/^(No graph was found|Failed to load model)/)
})
