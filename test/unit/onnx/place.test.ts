import { expect, it } from 'vitest'
import { limits } from '../../../src/onnx/limits.ts'
import { placeOf } from '../../../src/onnx/place.ts'
import { batched, constant, encoded, node } from '../../models/graph.ts'
import { bytesOf, floats, open } from './given.ts'

const quick = { loadMs: 1, oneMs: 0.01, mostMs: 0.1 }

it.each([
  ['is quick', quick, 1000, 'Inline'],
  ['is just quick enough', { ...quick, mostMs: 0.999, loadMs: 49.9 }, limits.inlineBytes, 'Inline'],
  ['takes a millisecond', { ...quick, mostMs: 1 }, 1000, 'Worker'],
  ['takes long to load', { ...quick, loadMs: 50 }, 1000, 'Worker'],
  ['is large', quick, limits.inlineBytes + 1, 'Worker'],
  ['could not be measured', { ...quick, mostMs: undefined }, 1000, 'Worker'],
])('a model that %s: %#', (_, measured, bytes, place) => {
  expect(placeOf(measured, bytes)).toBe(place)
})

/** A matrix of 512 × 512, sixty times: small to load, and slow for many rows. */
function slow(): Uint8Array {
  const width = 512
  const weights = Array.from({ length: width * width }, (_, n) => ((n * 31) % 17) / 17 / width)
  const names = Array.from({ length: 61 }, (_, n) => (n === 0 ? 'x' : n === 60 ? 'y' : `x${n}`))
  return encoded({
    inputs: [batched('x', 'FLOAT', 'batch', width)],
    outputs: [batched('y', 'FLOAT', 'batch', width)],
    nodes: names.slice(1).map((name, n) => node('MatMul', [names[n] ?? '', 'w'], [name])),
    constants: [constant('w', weights, [width, width])],
  })
}

it('a model that is slow for as many rows as go together runs on a thread, and holds up nobody', async () => {
  const model = await open(slow())
  expect(model.place).toBe('Worker')
  const rows = 512
  const x = floats('x', [rows, 512], ...new Array<number>(0))
  let turns = 0
  const running = model.run([{ ...x, values: new Float32Array(rows * 512).fill(0.5) }], ['y'])
  const counting = setInterval(() => turns++, 1)
  const [y] = await running
  clearInterval(counting)
  expect(y?.shape).toEqual([rows, 512])
  expect(turns).toBeGreaterThan(3)
  await model.release()
})

it('one that is quick runs on this one', async () => {
  const model = await open(bytesOf('mlp'))
  expect(model.place).toBe('Inline')
  await model.release()
})

it('one whose inputs may have any length runs on a thread, however quick it was with short ones', async () => {
  const model = await open(bytesOf('sequence'))
  expect(model).toMatchObject({ place: 'Worker', measured: { mostMs: undefined } })
  expect(model.measured.oneMs).toBeLessThan(limits.inlineRunMs)
  await model.release()
})

it('a large file moves into its thread, and a small one stays with whoever has it', async () => {
  const small = bytesOf('sequence')
  const large = encoded({
    inputs: [batched('x', 'FLOAT', 'batch', 1)],
    outputs: [batched('y', 'FLOAT', 'batch', 1)],
    nodes: [node('Identity', ['x'], ['y'])],
    constants: [
      { name: 'w', dims: [9 * 2 ** 20], dataType: 1, rawData: new Uint8Array(36 * 2 ** 20) },
    ],
  })
  const own = Uint8Array.from(large)
  for (const bytes of [small, own]) {
    const model = await open(bytes)
    expect(model.place).toBe('Worker')
    await model.release()
  }
  expect([small.length > 0, own.length]).toEqual([true, 0])
})
